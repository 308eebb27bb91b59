#pragma once

#include "core/domain/Cell.h"
#include "core/domain/Completion.h"

namespace metaspo {

/// Reads the answers of one task out of responses and says what they are worth (methods.md, section 4). A
/// pure function of task, example and response; usable on any thread. Judge and command metrics are not
/// graded here: a run with them is refused before it starts.
class Grader
{
public:
    explicit Grader(const Task& task);

    /// A cut-off, empty, refused or filtered completion is read like any other: unreadable, with the reason,
    /// if nothing is found.
    Outcome grade(const Completion& completion, const Example& example) const;
    /// The canonical form of the example's first accepted answer: the letter, label or number; empty for
    /// text.
    QString gold(const Example& example) const;

private:
    Score scoreAgainst(const QString& prediction, const QString& accepted) const;

    AnswerFormat m_format;
    Metric m_metric;
};

} // namespace metaspo
