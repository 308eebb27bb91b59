#include "core/engine/ImportPresets.h"

#include "core/tasks/Import.h"

namespace metaspo {

QStringList importPresets()
{
    return importPresetNames();
}

} // namespace metaspo
