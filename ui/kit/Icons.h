#pragma once

#include <QColor>
#include <QIcon>

namespace metaspo {

/// One of resources/icons (`name` without ".svg"), drawn in the palette's text colour at every size and theme.
QIcon icon(const QString& name);
/// The same drawing in a colour of one's own.
void paintIcon(QPainter* painter, const QRectF& rect, const QString& name, const QColor& colour);
QPixmap iconPixmap(const QString& name, int size, const QColor& colour, double devicePixelRatio);
/// The program's own icon, in colours.
QIcon programIcon();

} // namespace metaspo
