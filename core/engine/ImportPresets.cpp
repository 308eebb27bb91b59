#include "core/engine/ImportPresets.h"

#include "core/tasks/Import.h"

namespace metaspo {

QStringList importPresetChoices()
{
    return importPresetNames();
}

} // namespace metaspo
