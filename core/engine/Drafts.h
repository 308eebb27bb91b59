#pragma once

#include "core/domain/Candidate.h"
#include "core/domain/Error.h"

#include <QDateTime>
#include <QFuture>
#include <QThreadPool>

namespace metaspo {

/// A prompt that somebody is writing for a run and has not put into it.
struct Draft
{
    QString run;          ///< RunRecord::uuid
    Insertion insertion;  ///< editedFrom: which candidate it began with; absent: written from scratch
    QDateTime savedUtc;
    bool operator==(const Draft&) const = default;
};

/// Drafts of all runs, each a small file in the user's data folder ($XDG_DATA_HOME/metaspo/drafts), written whole or
/// not at all, so that none is lost when the program or the machine dies. Owner-only. Any thread; nothing waits: what
/// is asked is done in order on a thread of its own.
class Drafts
{
public:
    Drafts();
    ~Drafts(); ///< waits for what is being written

    /// Replaces the draft of the same run, kind, task and beginning.
    QFuture<Result<void>> save(const Draft& draft);
    QFuture<Result<void>> remove(const Draft& draft);
    QFuture<Result<QList<Draft>>> ofRun(const QString& run); ///< newest first

private:
    QThreadPool m_thread;
};

} // namespace metaspo
