#include "ui/start/RecoveryBanner.h"

#include "ui/kit/Icons.h"
#include "ui/kit/Layout.h"
#include "ui/kit/PlainText.h"
#include "ui/kit/Theme.h"

#include <QAccessible>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>

namespace metaspo {

namespace {

constexpr int bannerIconSide = 22;
constexpr int bannerMargin = 16;

} // namespace

RecoveryBanner::RecoveryBanner(QWidget* parent)
    : QFrame(parent)
    , m_text(new QLabel(this))
    , m_resume(button(tr("Resume"), QStringLiteral("run"), QStringLiteral("resumeInterrupted"), this))
    , m_open(button(tr("Open at the run"), QStringLiteral("open"), QStringLiteral("openInterrupted"), this))
    , m_dismiss(toolButton(tr("Not now"), QStringLiteral("close"), QStringLiteral("dismissInterrupted"), this))
{
    setObjectName(QStringLiteral("recoveryBanner"));
    m_text->setObjectName(QStringLiteral("recoveryText"));
    m_text->setWordWrap(true);
    m_text->setAccessibleName(tr("Interrupted run"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(bannerMargin + bannerIconSide + gap, 10, gap, 10);
    row->setSpacing(gap);
    row->addWidget(m_text, 1);
    row->addWidget(m_open);
    row->addWidget(m_resume);
    row->addWidget(m_dismiss);
    connect(m_resume, &QPushButton::clicked, this, [this] { Q_EMIT resumeRequested(m_run); });
    connect(m_open, &QPushButton::clicked, this, [this] { Q_EMIT openRequested(m_run); });
    connect(m_dismiss, &QToolButton::clicked, this, [this] { Q_EMIT dismissed(m_run); });
    hide();
}

void RecoveryBanner::show(const InterruptedRun& interrupted)
{
    if (interrupted == m_run)
        return;
    m_run = interrupted;
    setVisible(m_run.run != 0);
    if (m_run.run == 0)
        return;
    const QString project = displayLine(QFileInfo(m_run.path).completeBaseName(), 60);
    showPlain(m_text, tr("Run %1 of %2 was interrupted when its program ended. Nothing that was answered is lost; "
                         "calls that were out may have been paid for, and are made again.")
                          .arg(QString::number(m_run.run), project));
    setAccessibleName(m_text->text());
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void RecoveryBanner::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor tone = toneColour(Tone::Caution, palette());
    painter.setPen(tone);
    painter.setBrush(toneBackground(Tone::Caution, palette()));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8);
    const int left = layoutDirection() == Qt::RightToLeft ? width() - bannerMargin - bannerIconSide : bannerMargin;
    paintIcon(&painter, QRectF(left, (height() - bannerIconSide) / 2.0, bannerIconSide, bannerIconSide),
              QStringLiteral("warning"), tone);
}

} // namespace metaspo
