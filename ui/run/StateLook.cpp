#include "ui/run/StateLook.h"

#include "ui/run/RunActions.h"

#include <QCoreApplication>
#include <QPainter>

namespace metaspo {

namespace {

struct RunStateWords
{
    Q_DECLARE_TR_FUNCTIONS(metaspo::RunState)
};

constexpr int chipMargin = 8;
constexpr double breakpointRadius = 5;

} // namespace

Tone toneOf(CandidateState state)
{
    switch (state) {
    case CandidateState::Adopted: return Tone::Good;
    case CandidateState::Kept: return Tone::Accent;
    case CandidateState::Rejected: return Tone::Bad;
    case CandidateState::Dropped: return Tone::Caution;
    case CandidateState::Initial:
    case CandidateState::Proposed:
    case CandidateState::Scored:
    case CandidateState::Alias: break;
    }
    return Tone::Quiet;
}

QColor colourOf(CandidateState state, const QPalette& palette)
{
    return toneColour(toneOf(state), palette);
}

QString stateText(RunState state)
{
    switch (state) {
    case RunState::Created: return RunStateWords::tr("Ready");
    case RunState::Running: return RunStateWords::tr("Running");
    case RunState::Paused: return RunStateWords::tr("Paused");
    case RunState::Finished: return RunStateWords::tr("Finished");
    case RunState::Failed: return RunStateWords::tr("Failed");
    case RunState::Stopped: return RunStateWords::tr("Stopped");
    case RunState::Interrupted: return RunStateWords::tr("Interrupted");
    }
    return {};
}

QString stateText(const RunSituation& situation)
{
    if (situation.isStarting)
        return RunStateWords::tr("Starting");
    return situation.isPausing ? RunStateWords::tr("Pausing") : stateText(situation.state);
}

QString stateGlyph(RunState state)
{
    switch (state) {
    case RunState::Created: return QStringLiteral("○");
    case RunState::Running: return QStringLiteral("▶");
    case RunState::Paused: return QStringLiteral("‖");
    case RunState::Finished: return QStringLiteral("✓");
    case RunState::Failed: return QStringLiteral("✕");
    case RunState::Stopped: return QStringLiteral("■");
    case RunState::Interrupted: return QStringLiteral("!");
    }
    return {};
}

Tone toneOf(RunState state)
{
    switch (state) {
    case RunState::Running: return Tone::Accent;
    case RunState::Finished: return Tone::Good;
    case RunState::Failed: return Tone::Bad;
    case RunState::Paused:
    case RunState::Interrupted: return Tone::Caution;
    case RunState::Created:
    case RunState::Stopped: break;
    }
    return Tone::Quiet;
}

void paintBreakpoint(QPainter& painter, const QPointF& centre, const QPalette& palette)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(palette.color(QPalette::Base), 1.5));
    painter.setBrush(toneColour(Tone::Bad, palette));
    painter.drawEllipse(centre, breakpointRadius, breakpointRadius);
    painter.restore();
}

QSize chipSize(const QFontMetrics& metrics, const QString& text)
{
    return {metrics.horizontalAdvance(text) + 2 * chipMargin, metrics.height() + 2};
}

int paintChip(QPainter* painter, const QPointF& leftTop, const QString& text, Tone tone, const QPalette& palette)
{
    const QRectF rect(leftTop, chipSize(painter->fontMetrics(), text));
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(toneBackground(tone, palette));
    painter->drawRoundedRect(rect, rect.height() / 2, rect.height() / 2);
    painter->setPen(toneColour(tone, palette));
    painter->drawText(rect, Qt::AlignCenter, text);
    painter->restore();
    return static_cast<int>(rect.width());
}

} // namespace metaspo
