#pragma once

#include "core/domain/Error.h"
#include "core/llm/SecretString.h"

#include <QString>
#include <functional>
#include <optional>

namespace metaspo {

/// Finds keys by their source: "env:NAME", "keychain:ID" (the desktop's, through QtKeychain) or "file:PATH"
/// (only if nobody else may read it). No function ever puts a key into an error. Reads of the keychain need
/// an event loop on the calling thread and may take as long as a person needs to unlock it; one that is not
/// there is remembered for the life of the process.
class Keys
{
public:
    /// Is this a source at all? Fails with a sentence about the three forms. Empty: no key, fine.
    static Result<void> check(const QString& source);
    /// Environment and files at once; keychain: nothing.
    static std::optional<Result<SecretString>> resolveNow(const QString& source);
    /// Any source; `done` is called exactly once, perhaps before this returns. An empty source gives an empty
    /// key.
    static void resolve(const QString& source, std::function<void(Result<SecretString>)> done);
    /// Into the keychain, or a file that is created for this user alone. Environment: NotAvailable.
    static void store(const QString& source, const SecretString& key, std::function<void(Result<void>)> done);
};

} // namespace metaspo
