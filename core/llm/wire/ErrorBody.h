#pragma once

#include "core/llm/wire/Wire.h"

namespace metaspo {

/// Reads an error in any of the shapes servers use (llm-apis facts: an object, a string, an array, FastAPI's
/// detail list, plain text, HTML) and decides its kind from status, code and words. A refusal for content
/// policy or for too long a context is the answer of this request for good, therefore a Completion.
WireReply readErrorBody(int status, const HttpHeaders& headers, const QByteArray& body);

/// The same for an error object that came under status 200; a numeric code in it counts as the status.
WireReply readErrorObject(int status, const HttpHeaders& headers, const QJsonObject& holder);

enum class AnotherTry { Useless, Worthwhile };
tl::unexpected<WireFailure> wireFailure(ErrorKind kind, const QString& message, AnotherTry anotherTry);

/// Is there an error where an answer should be?
bool holdsError(const QJsonObject& object);

} // namespace metaspo
