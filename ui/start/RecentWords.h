#pragma once

#include "core/domain/ProjectGlance.h"
#include "ui/kit/Theme.h"

namespace metaspo {

/// What a file of the list says of itself, in a few words; a null glance: nothing.
QString glanceText(const ProjectGlance* glance);
QString glanceIcon(const ProjectGlance* glance); ///< of resources/icons
Tone glanceTone(const ProjectGlance* glance);

} // namespace metaspo
