//! Where those who file at one instant are served together: one transaction
//! and one wait for the disk for all of them, and no wait for those who come
//! alone. Nobody is answered before what he filed is on the disk.

use crate::filing::{Filed, Filing};
use crate::{App, AppError};
use imr_store::StoreFault;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::oneshot::{self, Sender, error::TryRecvError};

/// What those who filed are told.
type Answer = Result<Vec<Filed>, AppError>;

/// Who waits: what he files, and where he is told of it.
type Waiting = (Arc<Filing>, Sender<Answer>);

/// How many are served together.
const TOGETHER: usize = 64;

/// The desk. Clones share it.
#[derive(Clone, Default)]
pub(crate) struct Desk {
    waiting: Arc<Mutex<Vec<Waiting>>>,
    serving: Arc<tokio::sync::Mutex<()>>,
}

impl Desk {
    fn line(&self) -> MutexGuard<'_, Vec<Waiting>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl App {
    /// Files with those who stand at the desk.
    pub(crate) async fn file_at_the_desk(&self, filing: Arc<Filing>) -> Answer {
        loop {
            let (sender, mut answer) = oneshot::channel();
            self.desk.line().push((filing.clone(), sender));
            let _serving = self.desk.serving.lock().await;
            // Whoever had the turn before may have served this one as well.
            let mut said = answer.try_recv();
            while matches!(said, Err(TryRecvError::Empty)) {
                let together = {
                    let mut line = self.desk.line();
                    let end = line.len().min(TOGETHER);
                    line.drain(..end).collect()
                };
                self.answer(together).await;
                said = answer.try_recv();
            }
            // Closed: who served it was broken off and kept nothing of it.
            if let Ok(said) = said {
                return said;
            }
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
