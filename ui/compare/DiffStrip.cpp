#include "ui/compare/DiffStrip.h"

#include "ui/kit/Theme.h"

#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <cmath>

namespace metaspo {

namespace {

constexpr int stripWidth = 12;
constexpr double leastMark = 3;

} // namespace

DiffStrip::DiffStrip(DiffText* text, QWidget* parent)
    : QWidget(parent)
    , m_text(text)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding);
    setCursor(Qt::PointingHandCursor);
    setAccessibleName(tr("Overview of the differences"));
    setToolTip(tr("Where the differences are; F8 goes to the next one"));
    connect(text->verticalScrollBar(), &QScrollBar::valueChanged, this, qOverload<>(&QWidget::update));
    connect(text->verticalScrollBar(), &QScrollBar::rangeChanged, this, qOverload<>(&QWidget::update));
    connect(text, &QPlainTextEdit::textChanged, this, qOverload<>(&QWidget::update));
    connect(text, &QPlainTextEdit::cursorPositionChanged, this, qOverload<>(&QWidget::update));
}

QSize DiffStrip::sizeHint() const
{
    return {stripWidth, 40};
}

void DiffStrip::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), palette().base());
    const auto [from, to] = m_text->visiblePart();
    painter.fillRect(QRectF(0, from * height(), width(), (to - from) * height()),
                     toneBackground(Tone::Quiet, palette()));
    for (const DiffText::Place& place : m_text->places()) {
        const double top = place.from * height();
        const QRectF mark(2, top, width() - 4, std::max(leastMark, (place.to - place.from) * height()));
        painter.fillRect(mark, toneColour(place.kind == DiffKind::Removed ? Tone::Bad : Tone::Accent, palette()));
        if (place.change == m_text->chosen()) {
            painter.setPen(palette().color(QPalette::Text));
            painter.drawRect(mark.adjusted(-2, -1, 1, 0));
        }
    }
    painter.setPen(lineColour(palette()));
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

void DiffStrip::mousePressEvent(QMouseEvent* event)
{
    const double place = event->position().y() / std::max(1, height());
    int nearest = -1;
    double distance = 2;
    for (const DiffText::Place& known : m_text->places()) {
        const double here = std::min(std::abs(known.from - place), std::abs(known.to - place));
        const double away = known.from <= place && place <= known.to ? 0 : here;
        if (away < distance) {
            distance = away;
            nearest = known.change;
        }
    }
    if (nearest >= 0)
        Q_EMIT chosen(nearest);
}

} // namespace metaspo
