#include "ui/window/NavigationRail.h"

#include "ui/kit/Icons.h"
#include "ui/kit/Theme.h"

#include <QAbstractButton>
#include <QButtonGroup>
#include <QPainter>
#include <QVBoxLayout>

namespace metaspo {

namespace {

constexpr int railIconSide = 24;

class RailButton : public QAbstractButton
{
public:
    RailButton(const QString& title, const QString& iconName, QWidget* parent)
        : QAbstractButton(parent)
        , m_iconName(iconName)
    {
        setText(title);
        setAccessibleName(title);
        setCheckable(true);
        setFocusPolicy(Qt::TabFocus);
        setAttribute(Qt::WA_Hover);
    }

    QSize sizeHint() const override
    {
        return {std::max(84, fontMetrics().horizontalAdvance(text()) + 16), railIconSide + fontMetrics().height() + 24};
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const QColor accent = toneColour(Tone::Accent, palette());
        const QRectF room = QRectF(rect()).adjusted(5, 3, -5, -3);
        if (isChecked() || underMouse()) {
            QColor fill = palette().color(QPalette::Text);
            fill.setAlphaF(0.06F);
            painter.setPen(Qt::NoPen);
            painter.setBrush(isChecked() ? QBrush(toneBackground(Tone::Accent, palette())) : QBrush(fill));
            painter.drawRoundedRect(room, 7, 7);
        }
        if (hasFocus()) {
            painter.setPen(QPen(accent, 1.5));
            painter.setBrush(Qt::NoBrush);
            painter.drawRoundedRect(room, 7, 7);
        }
        const QColor colour = isChecked() ? accent : palette().color(QPalette::WindowText);
        paintIcon(&painter, QRectF((width() - railIconSide) / 2.0, 10, railIconSide, railIconSide), m_iconName, colour);
        painter.setPen(colour);
        painter.drawText(QRect(0, 10 + railIconSide + 3, width(), fontMetrics().height()), Qt::AlignCenter, text());
    }

private:
    QString m_iconName;
};

} // namespace

NavigationRail::NavigationRail(QWidget* parent)
    : QWidget(parent)
    , m_group(new QButtonGroup(this))
    , m_column(new QVBoxLayout(this))
{
    setObjectName(QStringLiteral("navigation"));
    setAccessibleName(tr("Pages"));
    m_group->setExclusive(true);
    m_column->setContentsMargins(3, 8, 4, 8);
    m_column->setSpacing(2);
    m_column->addStretch(1);
    connect(m_group, &QButtonGroup::idClicked, this, &NavigationRail::chosen);
}

void NavigationRail::add(const QString& title, const QString& iconName, const QString& objectName)
{
    auto* made = new RailButton(title, iconName, this);
    made->setObjectName(objectName);
    const int index = static_cast<int>(m_group->buttons().size());
    m_group->addButton(made, index);
    m_column->insertWidget(index, made);
}

void NavigationRail::setCurrent(int index)
{
    if (QAbstractButton* chosenButton = m_group->button(index))
        chosenButton->setChecked(true);
}

void NavigationRail::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const int line = layoutDirection() == Qt::RightToLeft ? 0 : width() - 1;
    painter.fillRect(QRect(line, 0, 1, height()), lineColour(palette()));
}

} // namespace metaspo
