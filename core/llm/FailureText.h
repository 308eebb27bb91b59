#pragma once

#include "core/domain/Connection.h"
#include "core/domain/Error.h"

namespace metaspo {

/// The error a caller gets when a call has no answer: what happened at which server, why in the server's
/// words (already redacted), and after how many attempts.
Error failureText(ErrorKind kind, const Connection& connection, int httpStatus, const QString& why,
                  int attempts);
Error stoppedText();

} // namespace metaspo
