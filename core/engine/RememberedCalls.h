#pragma once

#include "core/store/Reader.h"

#include <QHash>

namespace metaspo {

/// An ancestor of a forked run, with the step up to which its calls are shared.
struct Ancestor
{
    qint64 run = 0;
    Step before;
};

/// Does `step` come before the fork? Positions: iteration, loop, slot; the final test comes last.
bool isBeforeFork(const Step& step, const Step& fork);

/// The answers that a run already has: its own by key, those of its ancestors by key up to the fork, and at temperature
/// 0 any answer in the file to the same request. Loaded wave by wave, so memory does not grow with the run. Method's
/// thread only.
class RememberedCalls
{
public:
    RememberedCalls(Reader& reader, qint64 run, QList<Ancestor> ancestors);

    /// Makes the wave's calls the ones that are looked up.
    Result<void> load(const Step& wave);
    bool isWaveEmpty() const { return m_own.isEmpty(); }
    /// The wave's answered evaluations of this run, for a plan that starts anew.
    QList<RememberedCall> evaluations() const;

    const RememberedCall* own(const QString& key) const;
    /// Only with the same digest: a fork may ask for something else.
    const RememberedCall* inherited(const QString& key, const QByteArray& digest) const;
    Result<std::optional<RememberedCall>> sameRequest(const QByteArray& digest);

private:
    Reader& m_reader;
    qint64 m_run;
    QList<Ancestor> m_ancestors;
    Step m_wave;
    bool m_isLoaded = false;
    QHash<QString, RememberedCall> m_own;
    QHash<QString, RememberedCall> m_inherited;
};

} // namespace metaspo
