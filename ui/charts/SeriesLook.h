#pragma once

#include <QColor>
#include <QPalette>
#include <QtCharts/QScatterSeries>

namespace metaspo {

/// How the series of a chart are told apart: by colour, and beside it by marker, dash or pattern, so that no two of
/// thirty look alike and print and colour-blind readers see the difference. The same index looks the same in every
/// chart and in both themes.
struct SeriesLook
{
    QColor colour;
    QScatterSeries::MarkerShape marker;
    Qt::PenStyle dash;
    Qt::BrushStyle pattern; ///< of bars
};

SeriesLook seriesLook(int index, const QPalette& palette);

/// At most `most` points that look the same: the lowest and the highest of every stretch. Points in the order of x.
QList<QPointF> decimated(const QList<QPointF>& points, qsizetype most = 2000);

} // namespace metaspo
