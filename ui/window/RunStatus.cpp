#include "ui/window/RunStatus.h"

#include "ui/kit/Layout.h"
#include "ui/kit/Numbers.h"
#include "ui/run/LiveRuns.h"
#include "ui/run/RunWords.h"
#include "ui/run/StateLook.h"

namespace metaspo {

QString runStatusText(const RunProgress& progress)
{
    QStringList parts{
        QStringLiteral("%1 %2").arg(stateGlyph(progress.state), RunStatus::tr("Run %1").arg(progress.run)),
        callsText(progress)};
    const QString spent = dollarsText(progress.spentNanoDollars);
    if (progress.budgetNanoDollars)
        parts += RunStatus::tr("%1 of %2", "money").arg(spent, dollarsText(progress.budgetNanoDollars));
    else if (progress.spentNanoDollars)
        parts += spent;
    if (progress.state != RunState::Running)
        parts += stateText(progress.state);
    else if (progress.secondsLeft)
        parts += RunStatus::tr("about %1 left").arg(durationText(*progress.secondsLeft));
    return parts.join(QStringLiteral("  ·  "));
}

RunStatus::RunStatus(const LiveRuns& runs, QWidget* parent)
    : QToolButton(parent)
    , m_runs(runs)
{
    nameWidget(this, QStringLiteral("runStatus"), tr("Run at work"));
    setAutoRaise(true);
    setToolTip(tr("Go to the run"));
    connect(&runs, &LiveRuns::changed, this, &RunStatus::showState);
    connect(this, &QToolButton::clicked, this, [this] {
        if (!m_runs.progress().isEmpty())
            Q_EMIT runWanted(m_runs.progress().firstKey());
    });
    hide();
}

void RunStatus::showState()
{
    const QMap<qint64, RunProgress>& runs = m_runs.progress();
    setVisible(!runs.isEmpty());
    if (runs.isEmpty())
        return;
    QString text = runStatusText(runs.first());
    if (runs.size() > 1)
        text += QStringLiteral("  ·  ") + tr("%n more run(s)", nullptr, static_cast<int>(runs.size() - 1));
    if (text != this->text())
        setText(text);
    setAccessibleDescription(text);
}

} // namespace metaspo
