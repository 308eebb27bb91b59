#pragma once

#include "core/domain/Error.h"

#include <QFuture>

namespace metaspo {

/// Puts a key where a connection's `keySource` will find it: "keychain:ID" (the desktop's keychain) or "file:PATH"
/// (created for this user alone, 0600). Environment variables cannot be set from here: NotAvailable. No error ever
/// holds the key. Main thread; never waits.
QFuture<Result<void>> storeKey(const QString& source, const QString& key);
/// Is this a source at all? Empty: no key, fine.
Result<void> checkKeySource(const QString& source);
/// The default place of a key file for a connection of this name, in the user's configuration.
QString keyFileFor(const QString& connection);

} // namespace metaspo
