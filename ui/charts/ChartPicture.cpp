#include "ui/charts/ChartPicture.h"

#include "ui/charts/ChartLook.h"
#include "ui/kit/Theme.h"

#include <QBuffer>
#include <QGraphicsLayout>
#include <QGraphicsScene>
#include <QPainter>
#include <QPdfWriter>
#include <QSaveFile>
#include <QSvgGenerator>

namespace metaspo {

namespace {

constexpr int pixelsPerInch = 96;
constexpr int pixelsPerPoint = 2; ///< of PNG
constexpr int pdfDotsPerInch = 1200;
constexpr double millimetresPerInch = 25.4;

// A chart lays itself out when it gets a size; nothing is waited for.
void render(const ChartFill& fill, const QSize& size, QPainter& painter)
{
    QGraphicsScene scene;
    auto* chart = new QChart;
    chart->setAnimationOptions(QChart::NoAnimation);
    scene.addItem(chart);
    fill(*chart, lightPalette());
    chart->resize(size);
    chart->layout()->activate();
    painter.setFont(chartFont());
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setRenderHint(QPainter::TextAntialiasing);
    scene.render(&painter, QRectF(painter.viewport()), QRectF(QPointF(), size));
}

QByteArray svgOf(const ChartFill& fill, const QSize& size, const QString& description)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setSize(size);
    generator.setViewBox(QRect(QPoint(), size));
    generator.setResolution(pixelsPerInch);
    generator.setDescription(description);
    QPainter painter(&generator);
    render(fill, size, painter);
    painter.end();
    return buffer.data();
}

QByteArray pdfOf(const ChartFill& fill, const QSize& size, const QString& description)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    {
        QPdfWriter writer(&buffer);
        writer.setTitle(description);
        writer.setResolution(pdfDotsPerInch);
        writer.setPageSize(QPageSize(QSizeF(size) * millimetresPerInch / pixelsPerInch, QPageSize::Millimeter));
        writer.setPageMargins(QMarginsF());
        QPainter painter(&writer);
        render(fill, size, painter);
    }
    return buffer.data();
}

QImage pixelsOf(const ChartFill& fill, const QSize& size, const QString& description)
{
    QImage image(size * pixelsPerPoint, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::white);
    const int dotsPerMetre = qRound(pixelsPerPoint * pixelsPerInch * 1000 / millimetresPerInch);
    QPainter painter(&image);
    render(fill, size, painter);
    painter.end();
    image.setDotsPerMeterX(dotsPerMetre);
    image.setDotsPerMeterY(dotsPerMetre);
    image.setText(QStringLiteral("Description"), description);
    return image;
}

Result<void> notWritten(const QSaveFile& file)
{
    return failure(ErrorKind::ReadOnlyFile, QStringLiteral("%1 cannot be written").arg(file.fileName()),
                   file.errorString(), QStringLiteral("Choose a folder that you may write to, with space on it."));
}

} // namespace

QString fileSuffix(PictureFormat format)
{
    switch (format) {
    case PictureFormat::Png: return QStringLiteral("png");
    case PictureFormat::Svg: return QStringLiteral("svg");
    case PictureFormat::Pdf: return QStringLiteral("pdf");
    }
    return {};
}

ChartPicture ChartPicture::paint(const ChartFill& fill, PictureFormat format, const QSize& size,
                                 const QString& description)
{
    ChartPicture picture;
    switch (format) {
    case PictureFormat::Png: picture.m_pixels = pixelsOf(fill, size, description); break;
    case PictureFormat::Svg: picture.m_content = svgOf(fill, size, description); break;
    case PictureFormat::Pdf: picture.m_content = pdfOf(fill, size, description); break;
    }
    return picture;
}

Result<void> ChartPicture::save(const QString& path) const
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return notWritten(file);
    const bool isWritten = m_pixels.isNull() ? file.write(m_content) == m_content.size() : m_pixels.save(&file, "PNG");
    return isWritten && file.commit() ? Result<void>() : notWritten(file);
}

} // namespace metaspo
