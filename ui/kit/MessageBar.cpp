#include "ui/kit/MessageBar.h"

#include "ui/kit/Icons.h"
#include "ui/kit/PlainText.h"
#include "ui/kit/Theme.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QTimer>
#include <QToolButton>
#include <chrono>

namespace metaspo {

namespace {

constexpr int barIconSide = 20;
constexpr std::chrono::seconds shortStay(8);
constexpr std::chrono::seconds longStay(30); ///< there is something to press

Tone toneOf(Notice::Kind kind)
{
    switch (kind) {
    case Notice::Kind::Success: return Tone::Good;
    case Notice::Kind::Warning: return Tone::Caution;
    case Notice::Kind::Error: return Tone::Bad;
    case Notice::Kind::Information: break;
    }
    return Tone::Accent;
}

QString iconOf(Notice::Kind kind)
{
    switch (kind) {
    case Notice::Kind::Success: return QStringLiteral("check-circle");
    case Notice::Kind::Warning:
    case Notice::Kind::Error: return QStringLiteral("warning");
    case Notice::Kind::Information: break;
    }
    return QStringLiteral("information");
}

} // namespace

MessageBar::MessageBar(QWidget* parent)
    : QFrame(parent)
    , m_text(new QLabel(this))
    , m_button(new QPushButton(this))
    , m_close(new QToolButton(this))
    , m_leave(new QTimer(this))
{
    setObjectName(QStringLiteral("messageBar"));
    m_text->setObjectName(QStringLiteral("messageText"));
    m_text->setWordWrap(true);
    m_button->setObjectName(QStringLiteral("messageButton"));
    m_close->setObjectName(QStringLiteral("messageClose"));
    m_close->setIcon(icon(QStringLiteral("close")));
    m_close->setAutoRaise(true);
    m_close->setAccessibleName(tr("Close the message"));
    m_close->setToolTip(tr("Close the message"));
    m_leave->setSingleShot(true);

    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(20 + barIconSide + 12, 10, 12, 10);
    row->setSpacing(12);
    row->addWidget(m_text, 1);
    row->addWidget(m_button, 0, Qt::AlignVCenter);
    row->addWidget(m_close, 0, Qt::AlignVCenter);

    connect(m_close, &QToolButton::clicked, this, &MessageBar::dismiss);
    connect(m_leave, &QTimer::timeout, this, &MessageBar::dismiss);
    connect(m_button, &QPushButton::clicked, this, [this] {
        const std::function<void()> action = m_notice.action;
        dismiss();
        if (action)
            action();
    });
    hide();
}

void MessageBar::show(const Notice& notice)
{
    m_notice = notice;
    QStringList sentences{notice.what, notice.why, notice.remedy};
    sentences.removeAll(QString());
    showPlain(m_text, sentences.join(QLatin1Char(' ')));
    m_button->setText(notice.buttonText);
    m_button->setVisible(!notice.buttonText.isEmpty());
    setAccessibleName(m_text->text());
    setVisible(true);
    update();
    if (notice.kind == Notice::Kind::Success)
        m_leave->start(notice.buttonText.isEmpty() ? shortStay : longStay);
    else
        m_leave->stop();
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

QString MessageBar::text() const
{
    return isHidden() ? QString() : m_text->text();
}

void MessageBar::dismiss()
{
    m_leave->stop();
    m_notice = {};
    hide();
}

void MessageBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const QColor tone = toneColour(toneOf(m_notice.kind), palette());
    painter.fillRect(rect(), toneBackground(toneOf(m_notice.kind), palette()));
    const bool isRightToLeft = layoutDirection() == Qt::RightToLeft;
    painter.fillRect(QRect(isRightToLeft ? width() - 4 : 0, 0, 4, height()), tone);
    painter.fillRect(QRect(0, height() - 1, width(), 1), lineColour(palette()));
    const int left = isRightToLeft ? width() - 20 - barIconSide : 20;
    paintIcon(&painter, QRectF(left, (height() - barIconSide) / 2.0, barIconSide, barIconSide), iconOf(m_notice.kind),
              tone);
}

} // namespace metaspo
