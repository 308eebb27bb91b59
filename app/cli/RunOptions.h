#pragma once

#include "app/cli/Command.h"
#include "core/engine/Project.h"

#include <QMap>

namespace metaspo {

/// The run options of the command line and of run.yaml: one table of names, so that both say the same. Values are
/// texts until they are applied.
class RunOptions
{
public:
    void declare(CLI::App& app);

    /// A new run: preset first, then run.yaml, then what stands on the command line, which wins.
    RunRequest request(Project& project) const;
    /// The same on top of another run, for a fork.
    RunRequest request(Project& project, RunRequest origin) const;
    /// For a resume: limits alone may change. Nothing: none was given.
    std::optional<RunLimits> limits(const RunLimits& stored) const;

    /// Every option with its value, as YAML for --config.
    static QByteArray yaml(const RunRequest& request);

private:
    QMap<QString, QString> given() const;

    QMap<QString, QString> m_values;
    QString m_config;
};

/// What is left out is filled in, and the scope follows from the sources; 'domain' with sources of several domains is
/// refused.
RunRequest completed(Project& project, RunRequest request, bool isScopeGiven);

} // namespace metaspo
