#include "ui/kit/ElidedLabel.h"

#include "ui/kit/PlainText.h"

#include <QPainter>

namespace metaspo {

ElidedLabel::ElidedLabel(QWidget* parent, Qt::TextElideMode mode)
    : QLabel(parent)
    , m_mode(mode)
{
    setTextFormat(Qt::PlainText);
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
}

void ElidedLabel::show(const QString& text)
{
    setText(text);
    setToolTip(text.isEmpty() ? QString() : displayToolTip(text));
}

QSize ElidedLabel::minimumSizeHint() const
{
    return {0, QLabel::minimumSizeHint().height()};
}

void ElidedLabel::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setFont(font());
    painter.setPen(palette().color(foregroundRole()));
    painter.drawText(contentsRect(), Qt::AlignLeading | Qt::AlignVCenter,
                     fontMetrics().elidedText(text(), m_mode, contentsRect().width()));
}

} // namespace metaspo
