#pragma once

#include "core/engine/Project.h"

#include <QList>
#include <functional>

namespace metaspo {

enum class OptionKind {
    Setting, ///< decides what the run does; frozen at its start
    Limit    ///< may change whenever it is resumed
};

/// One option of a run: how it is applied, and how it is read back.
struct RunOption
{
    const char* name;
    const char* type;
    const char* description;
    OptionKind kind;
    std::function<void(RunRequest&, const QString&)> apply;
    std::function<QString(const RunRequest&)> value; ///< empty: not set
    bool isList = false; ///< may be given several times; values joined by commas
    bool isOfPreset = false; ///< a preset sets it
};

/// In the order of the help. Preset and initial system prompt are applied by RunOptions, which has the project.
const QList<RunOption>& runOptionTable();

} // namespace metaspo
