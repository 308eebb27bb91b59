#pragma once

#include "core/engine/Ancestors.h"
#include "core/store/CallRows.h"

#include <QHash>

namespace metaspo {

/// The run would ask for something else at a step than it once did.
Error stepDiffers(const QString& callKey);

/// The answers that a run already has: its own by key, of a fork those of the run it comes from by key up to the fork,
/// and at temperature 0 any answer in the file to the same request. Loaded wave by wave, so memory does not grow with
/// the run. Method's thread only.
class RememberedCalls
{
public:
    /// `ancestors`: nearest first. The nearest has the answers of the others, because it was replayed itself.
    RememberedCalls(Reader& reader, qint64 run, const QList<Ancestor>& ancestors);

    /// Makes the wave's calls the ones that are looked up.
    Result<void> load(const Step& wave);
    bool isWaveEmpty() const { return m_own.isEmpty(); }
    /// The wave's answered evaluations of this run, for a plan that starts anew.
    QList<RememberedCall> evaluations() const;
    /// Those that the run does not have yet, but takes over from the run it was forked from.
    QList<RememberedCall> inheritedEvaluations() const;

    const RememberedCall* own(const QString& key) const;
    const RememberedCall* inherited(const QString& key) const;
    /// A call that was inherited is the run's own now.
    void takeOver(const RememberedCall& call);
    Result<std::optional<RememberedCall>> sameRequest(const QByteArray& digest);

private:
    Reader& m_reader;
    qint64 m_run;
    std::optional<qint64> m_parent;
    Step m_fork;
    Step m_wave;
    bool m_isLoaded = false;
    QHash<QString, RememberedCall> m_own;
    QHash<QString, RememberedCall> m_inherited;
};

} // namespace metaspo
