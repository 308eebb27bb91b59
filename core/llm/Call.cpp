#include "core/llm/Call.h"

#include <QDateTime>

namespace metaspo {

void Call::note(ErrorKind kind, int status, const QString& message, bool possiblyPaid)
{
    FailedAttempt attempt;
    attempt.attempt = static_cast<int>(failedAttempts.size()) + 1;
    attempt.outcome = identifier(kind);
    attempt.httpStatus = status;
    attempt.message = message;
    attempt.possiblyPaid = possiblyPaid;
    attempt.sentUnixMilliseconds = sentUnixMilliseconds;
    attempt.endedUnixMilliseconds = QDateTime::currentMSecsSinceEpoch();
    failedAttempts << attempt;
}

} // namespace metaspo
