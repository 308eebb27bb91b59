#include "ui/run/Chip.h"

#include "ui/run/StateLook.h"

#include <QPainter>

namespace metaspo {

Chip::Chip(const QString& objectName, QWidget* parent)
    : QWidget(parent)
{
    setObjectName(objectName);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void Chip::show(const QString& text, Tone tone)
{
    if (text == m_text && tone == m_tone)
        return;
    m_text = text;
    m_tone = tone;
    setAccessibleName(text);
    updateGeometry();
    update();
}

QSize Chip::sizeHint() const
{
    return chipSize(fontMetrics(), m_text);
}

void Chip::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    paintChip(&painter, QPointF(0, 0), m_text, m_tone, palette());
}

} // namespace metaspo
