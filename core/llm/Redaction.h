#pragma once

#include "core/domain/Completion.h"
#include "core/domain/Error.h"
#include "core/llm/SecretString.h"

namespace metaspo {

/// Takes keys out of texts that came from outside: the key itself wherever it stands (also when only its
/// beginning is echoed), and whatever looks like a key. Everything a server says passes through here before
/// anybody sees it.
QString redacted(const QString& text, const SecretString& key);
/// In an answer only the key itself is looked for: it may well be about keys.
void redact(Completion& completion, const SecretString& key);

} // namespace metaspo
