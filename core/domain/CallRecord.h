#pragma once

#include "core/domain/Cell.h"
#include "core/domain/Completion.h"
#include "core/domain/Connection.h"

#include <QDateTime>
#include <optional>

/// What the store tells about the calls of a run and the answers they brought: rows of the tables that the window shows
/// and the CSV files hold (cli.md).
namespace metaspo {

struct EvaluationRecord
{
    qint64 run = 0;
    qint64 call = 0;
    Step system;
    Step user;
    QString task;
    Split split = Split::Train;
    int example = 0;
    QString question;
    QStringList expected;
    QString gold; ///< canonical form of the first accepted answer (Grader::gold); empty for text
    QString response;
    Outcome outcome;
    FinishReason finish = FinishReason::Stop;
    qint64 latencyMicroseconds = 0;
    TokenUsage usage;
};

enum class CallState { Sent, Ok, Failed, Unknown };

struct CallRecord
{
    qint64 run = 0;
    qint64 call = 0;
    QString step; ///< text of the call's key in the run
    ModelRole role = ModelRole::Base;
    QString model;
    CallState state = CallState::Sent;
    int attempts = 1;
    qint64 latencyMicroseconds = 0;
    TokenUsage usage;
    std::optional<qint64> costNanoDollars;
    std::optional<FinishReason> finish;
    bool reused = false;
    std::optional<OutcomeKind> outcome; ///< of an answer that was graded
};

/// A call with everything: for the inspector.
struct CallDetail
{
    CallRecord call;
    QList<Message> messages;
    CallParameters parameters;
    Completion completion;
    QList<FailedAttempt> failedAttempts;
    std::optional<EvaluationRecord> evaluation;
    QDateTime sentUtc;
};

template <>
struct Names<CallState>
{
    static constexpr std::array<std::pair<CallState, const char*>, 4> table{{{CallState::Sent, "sent"},
                                                                             {CallState::Ok, "ok"},
                                                                             {CallState::Failed, "failed"},
                                                                             {CallState::Unknown, "unknown"}}};
};

} // namespace metaspo
