#pragma once

#include "core/domain/Error.h"

#include <QString>
#include <functional>

namespace metaspo {

/// Something that a person is told without being stopped: what happened, why, what to do, and a button that does it.
struct Notice
{
    enum class Kind { Information, Success, Warning, Error };
    Kind kind = Kind::Information;
    QString what;
    QString why;
    QString remedy;
    QString buttonText; ///< empty: no button
    std::function<void()> action;

    static Notice information(const QString& what);
    static Notice success(const QString& what);
    static Notice error(const Error& error);
    /// The same notice with a button.
    Notice offering(const QString& button, std::function<void()> does) const;
};

} // namespace metaspo
