#pragma once

#include "core/domain/Error.h"

#include <QByteArray>
#include <QImage>
#include <QPalette>
#include <functional>

class QChart;

namespace metaspo {

enum class PictureFormat { Png, Svg, Pdf };

/// "png" ...
QString fileSuffix(PictureFormat format);

/// Draws a chart's series and axes in these colours.
using ChartFill = std::function<void(QChart& chart, const QPalette& palette)>;

/// A chart as a picture for a file: drawn anew out of sight, in the light theme and at its own size, whatever the window
/// looks like. SVG keeps texts as texts; PNG has two pixels for each of the size.
class ChartPicture
{
public:
    /// Main thread, a few milliseconds: encoding is left to save().
    static ChartPicture paint(const ChartFill& fill, PictureFormat format, const QSize& size,
                              const QString& description);

    /// Any thread. The file appears whole or stays as it was; fails where it cannot be written.
    Result<void> save(const QString& path) const;

private:
    QImage m_pixels;
    QByteArray m_content; ///< of vector formats
};

} // namespace metaspo
