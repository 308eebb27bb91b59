#pragma once

#include "core/store/Reader.h"

namespace metaspo {

/// A run from which a fork goes on. What comes before `fork` is its own: settings, templates, optimizer, answers,
/// insertions; so nothing before it is paid for again.
struct Ancestor
{
    qint64 run = 0;
    Step fork;
    RunSettings settings;
    QMap<QString, QByteArray> templates;
    Connection optimizer;
};

/// The run that this one was forked from, then the one from which that was forked, and so on.
Result<QList<Ancestor>> ancestorsOf(Reader& reader, const RunRecord& record);

/// Whose settings hold at a step; null: the run's own.
const Ancestor* ancestorAt(const QList<Ancestor>& ancestors, const Step& step);

} // namespace metaspo
