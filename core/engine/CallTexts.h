#pragma once

#include "core/domain/CallRecord.h"
#include "core/domain/Error.h"
#include "core/domain/RunRecord.h"

#include <QByteArray>

namespace metaspo {

/// All that the file holds of a call, as indented JSON with the names of its tables' columns. Pure.
QByteArray callJson(const CallDetail& detail);

/// A shell command that sends the same request once more. It names an environment variable for the key and for the
/// value of every header of the connection's own; it never holds one. `body` as it would go out. Pure; fails on a
/// connection without a usable address.
Result<QString> curlCommand(const Connection& connection, const QByteArray& body);

/// Where a call stands in its run, read from its key (CallKey.h).
struct CallPlace
{
    Step loop;
    Step candidate;      ///< on whose behalf it is made
    std::optional<Step> partner; ///< evaluations: the other prompt of the pair
    QString task;        ///< evaluations
    int example = -1;    ///< Example::index; -1: no evaluation
    QString deed;        ///< optimizer calls: the name of the role, with the number of the repetition
};
std::optional<CallPlace> callPlace(const QString& key);

} // namespace metaspo
