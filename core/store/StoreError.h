#pragma once

#include "core/domain/Error.h"

#include <SQLiteCpp/SQLiteCpp.h>

namespace metaspo {

/// Thrown inside core/store where a job or a query cannot be done; turned into a value at its border.
struct StoreFailure
{
    Error error;
};

[[noreturn]] void refuse(ErrorKind kind, QString what, QString why = {}, QString remedy = {});

/// What SQLite reports, in our words. `what`: what was attempted, a sentence.
Error errorOf(const SQLite::Exception& exception, const QString& what);

/// Trouble of the disk, the file or its locks: the same work may succeed later.
bool isTrouble(const SQLite::Exception& exception);

/// Runs `body`, which may throw StoreFailure or SQLite::Exception, and gives its value or the error.
template <typename Body>
auto guarded(const QString& what, Body body) -> Result<decltype(body())>
{
    try {
        if constexpr (std::is_void_v<decltype(body())>) {
            body();
            return {};
        } else {
            return body();
        }
    } catch (const StoreFailure& refused) {
        return tl::unexpected<Error>(refused.error);
    } catch (const SQLite::Exception& exception) {
        return tl::unexpected<Error>(errorOf(exception, what));
    }
}

} // namespace metaspo
