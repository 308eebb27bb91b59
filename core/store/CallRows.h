#pragma once

#include "core/domain/CallRecord.h"

#include <QByteArray>

/// What the engine hands to the writer and gets from the reader about calls, beyond the records that everybody sees.
namespace metaspo {

/// Where an evaluation stands.
struct EvaluationPlace
{
    Step system;
    Step user;
    QString task;
    Split split = Split::Train;
    int example = 0; ///< Example::index
    int repeat = 0;
    bool operator==(const EvaluationPlace&) const = default;
};

/// A call about to leave. (run, key) is unique; a row that is there without an answer is used again.
struct NewCall
{
    qint64 run = 0;
    QString key;  ///< core/engine/CallKey.h
    QString wave; ///< text of the loop's step that it belongs to; remembered calls are loaded by it
    ModelRole role = ModelRole::Base;
    QByteArray digest; ///< SHA-256 of the request
    std::optional<EvaluationPlace> evaluation; ///< then the messages are rebuilt from prompts and example
    QList<Message> messages;                   ///< optimizer calls: stored
    CallParameters parameters;
    qint64 reservedNanoDollars = 0; ///< the most it may cost; counted if the program dies while it is out
};

/// How a call ended.
struct AnsweredCall
{
    qint64 call = 0;
    Completion completion;
    std::optional<qint64> costNanoDollars;
    QList<FailedAttempt> failedAttempts;
    qint64 sentUnixMilliseconds = 0;
};

/// A response that is in the file.
struct RememberedCall
{
    qint64 call = 0;
    QString key;
    ModelRole role = ModelRole::Base;
    QByteArray digest;
    std::optional<EvaluationPlace> evaluation;
    Completion completion;
    bool isGraded = false; ///< has an evaluation row in its run
};

struct NewEvaluation
{
    qint64 run = 0;
    qint64 call = 0;
    EvaluationPlace place;
    QString gold;
    Outcome outcome;
};

/// What was spent so far.
struct RunSpending
{
    qint64 calls = 0;        ///< answered and paid for by this run
    qint64 possiblyPaid = 0; ///< tries without an answer that may have been paid
    qint64 nanoDollars = 0;  ///< at most: known costs, and the reserves of what is possibly paid or of unknown cost
    qint64 unpricedCalls = 0; ///< of `calls`: their cost is unknown
};

/// How fast a run's models answered.
struct RunPace
{
    qint64 answers = 0;      ///< of both models, without reused ones
    qint64 milliseconds = 0; ///< at work: without pauses and times when no program ran it
    int width = 0;           ///< of the base model's connection, when the run was stored
};

/// What the answers of one loop cost, without those that were used again.
struct LoopEffort
{
    Step loop;
    qint64 calls = 0;
    qint64 tokens = 0;                 ///< in and out, as far as reported
    std::optional<qint64> nanoDollars; ///< absent: a price is unknown
    qint64 milliseconds = 0;           ///< at work, as in RunPace
};

} // namespace metaspo
