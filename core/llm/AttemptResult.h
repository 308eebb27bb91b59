#pragma once

#include "core/llm/RetryPolicy.h"
#include "core/llm/wire/Wire.h"

namespace metaspo {

/// What one attempt of a call brought, when it was no answer.
struct AttemptTrouble
{
    AttemptFailure failure;
    int httpStatus = 0;
    QString message; ///< the server's or the system's words; not yet redacted
    bool possiblyPaid = false;
    std::optional<WireFailure> wire; ///< where there was a response
};

/// Reads the end of an HTTP exchange. Pure; any thread.
tl::expected<Completion, AttemptTrouble> readAttempt(WireFormat format, const HttpReply& reply,
                                                     qint64 nowUnixMilliseconds);

} // namespace metaspo
