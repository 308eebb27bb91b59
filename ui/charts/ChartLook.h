#pragma once

#include <QtCharts/QChart>

namespace metaspo {

/// Charts keep a white ground of their own: this gives them the palette's. After each change of axes or palette.
void applyPalette(QChart* chart, const QPalette& palette);

} // namespace metaspo
