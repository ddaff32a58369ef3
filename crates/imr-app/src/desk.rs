//! Where those who file at one instant are served together: one transaction
//! and one wait for the disk for all of them, and no wait for those who come
//! alone. Nobody is answered before what he filed is on the disk.

use crate::filing::{Filed, Filing};
use crate::{App, AppError};
use imr_store::StoreFault;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::Semaphore;
use tokio::sync::oneshot::{self, Receiver, Sender};

/// What those who filed are told.
type Answer = Result<Vec<Filed>, AppError>;

/// Who waits: what he files, and where he is told of it.
type Waiting = (Arc<Filing>, Sender<Answer>);

/// How many forms are kept together, of those who come together; nobody's own
/// are parted.
const TOGETHER: usize = 64;
/// From how many forms that wait on, others serve beside the one who serves
/// always. Fewer wait for him: the more come together, the fewer wait for the
/// disk.
const MANY: usize = 32;
/// How many others serve: while what one kept goes to the disk, the next are
/// made ready.
const OTHERS: usize = 2;

/// The desk. Clones share it.
#[derive(Clone)]
pub(crate) struct Desk {
    waiting: Arc<Mutex<VecDeque<Waiting>>>,
    serving: Arc<Semaphore>,
    others: Arc<Semaphore>,
}

impl Default for Desk {
    fn default() -> Self {
        Self {
            waiting: Arc::default(),
            serving: Arc::new(Semaphore::new(1)),
            others: Arc::new(Semaphore::new(OTHERS)),
        }
    }
}

impl Desk {
    fn line(&self) -> MutexGuard<'_, VecDeque<Waiting>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How many forms wait. Who comes without any waits for an answer all the
    /// same.
    fn forms(&self) -> usize {
        self.line().iter().map(|(filing, _)| filing.received.len().max(1)).sum()
    }

    /// Those who are served next.
    fn next(&self) -> Vec<Waiting> {
        let (mut line, mut forms) = (self.line(), 0);
        let together = line.iter().take_while(|(filing, _)| {
            let first = forms == 0;
            forms += filing.received.len();
            first || forms <= TOGETHER
        });
        let count = together.count();
        line.drain(..count).collect()
    }
}

impl App {
    /// Files with those who stand at the desk. Whoever comes when one of those
    /// who serve has gone serves all that wait, until he is served himself.
    pub(crate) async fn file_at_the_desk(&self, filing: Arc<Filing>) -> Answer {
        loop {
            let (sender, mut answer) = oneshot::channel();
            self.desk.line().push_back((filing.clone(), sender));
            if let Ok(serving) = self.desk.others.try_acquire() {
                self.serve(&answer, MANY).await;
                drop(serving);
            }
            let said = tokio::select! {
                biased;
                said = &mut answer => said,
                serving = self.desk.serving.acquire() => {
                    self.serve(&answer, 1).await;
                    drop(serving);
                    answer.await
                }
            };
            // Closed: who served it was broken off and kept nothing of it.
            if let Ok(said) = said {
                return said;
            }
        }
    }

    /// Serves those who wait, as long as so many forms do and the one who
    /// serves has no answer himself.
    async fn serve(&self, answer: &Receiver<Answer>, forms: usize) {
        // Where nobody waits, another who serves has his.
        while answer.is_empty() && !answer.is_terminated() && self.desk.forms() >= forms {
            self.answer(self.desk.next()).await;
        }
    }

    /// Keeps several together; where that fails for what one of them holds,
    /// each alone, so that nobody bears the fault of another.
    async fn answer(&self, together: Vec<Waiting>) {
        let (filings, senders): (Vec<_>, Vec<_>) = together.into_iter().unzip();
        let mut answers: Vec<Answer> = match self.keep_filings(&filings).await {
            Ok(filed) => filed.into_iter().map(Ok).collect(),
            Err(fault) if filings.len() == 1 => vec![Err(fault)],
            Err(AppError::Store(fault)) if !is_about_one(&fault) => {
                filings.iter().map(|_| Err(AppError::Store(fault.clone()))).collect()
            }
            Err(_) => Vec::new(),
        };
        for filing in &filings[answers.len()..] {
            let filed = self.keep_filings(std::slice::from_ref(filing)).await;
            answers.push(filed.map(|mut filed| filed.pop().unwrap_or_default()));
        }
        for (sender, answer) in senders.into_iter().zip(answers) {
            // Who has gone meanwhile finds what was filed in the list.
            let _ = sender.send(answer);
        }
    }
}

/// Whether the store would take the others: else it fails for all of them.
fn is_about_one(fault: &StoreFault) -> bool {
    matches!(fault, StoreFault::NulCharacter { .. } | StoreFault::Conflict { .. } | StoreFault::BadRow { .. })
}
