#include "ui/run/RunHeader.h"

#include "ui/kit/Layout.h"
#include "ui/kit/Numbers.h"
#include "ui/kit/PlainText.h"
#include "ui/run/Chip.h"
#include "ui/run/RunWords.h"
#include "ui/run/StateLook.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QProgressBar>
#include <QToolButton>

namespace metaspo {

namespace {

constexpr int progressSteps = 1000;

// F5 stands on the button: a debugger's keys are learned from its tool bar.
QString withKey(const QString& text, const QAction* action)
{
    const QString keys = action->shortcut().toString(QKeySequence::NativeText);
    return keys.isEmpty() ? text : text + QStringLiteral("  ") + keys;
}

} // namespace

RunHeader::RunHeader(const RunActions& actions, QWidget* parent)
    : QWidget(parent)
    , m_title(heading({}, this, 1.35))
    , m_subtitle(hint({}, this))
    , m_state(new Chip(QStringLiteral("runState"), this))
    , m_recorded(new Chip(QStringLiteral("runRecorded"), this))
    , m_bar(new QProgressBar(this))
    , m_progress(hint({}, this))
    , m_situation(new QLabel(this))
{
    setObjectName(QStringLiteral("runHeader"));
    m_title->setObjectName(QStringLiteral("runTitle"));
    m_progress->setObjectName(QStringLiteral("runProgressText"));
    m_situation->setObjectName(QStringLiteral("runSituation"));
    m_situation->setWordWrap(true);
    m_situation->setContentsMargins(10, 6, 10, 6);
    nameWidget(m_bar, QStringLiteral("runProgress"), tr("Progress of the run"));
    m_bar->setTextVisible(false);
    m_bar->setRange(0, progressSteps);
    m_bar->setFixedHeight(6);
    m_subtitle->setWordWrap(false);
    m_subtitle->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_progress->setWordWrap(false);
    m_progress->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);

    auto* names = new QHBoxLayout;
    names->setSpacing(10);
    names->addWidget(m_title);
    names->addWidget(m_state);
    names->addWidget(m_recorded);
    names->addStretch(1);
    names->addWidget(makeButtons(actions));
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(6);
    rows->addLayout(names);
    rows->addWidget(m_subtitle);
    rows->addWidget(m_bar);
    rows->addWidget(m_progress);
    rows->addWidget(m_situation);
}

QToolButton* RunHeader::addButton(QWidget* bar, QAction* action, Qt::ToolButtonStyle style, const QString& text)
{
    auto* made = new QToolButton(bar);
    made->setDefaultAction(action);
    made->setToolButtonStyle(style);
    made->setAutoRaise(true);
    made->setFocusPolicy(Qt::StrongFocus);
    if (style == Qt::ToolButtonTextBesideIcon)
        made->setText(text);
    QString name = action->text();
    nameWidget(made, action->objectName() + QStringLiteral("Button"), name.remove(QLatin1Char('&')));
    bar->layout()->addWidget(made);
    return made;
}

QWidget* RunHeader::makeButtons(const RunActions& actions)
{
    auto* bar = new QWidget(this);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(2);
    const auto add = [this, bar, &actions](RunCommandId command, const QString& text) {
        QAction* action = actions[command];
        addButton(bar, action, text.isEmpty() ? Qt::ToolButtonIconOnly : Qt::ToolButtonTextBesideIcon,
                  withKey(text, action));
    };
    const auto addLine = [bar, row] {
        auto* line = new QFrame(bar);
        line->setFrameShape(QFrame::VLine);
        line->setForegroundRole(QPalette::Mid);
        line->setFrameShadow(QFrame::Plain);
        row->addWidget(line);
    };
    add(RunCommandId::Resume, tr("Continue"));
    add(RunCommandId::Pause, tr("Pause"));
    add(RunCommandId::Stop, {});
    addLine();
    add(RunCommandId::StepCall, {});
    add(RunCommandId::StepCandidate, {});
    add(RunCommandId::StepLoop, {});
    add(RunCommandId::StepIteration, {});
    addLine();
    add(RunCommandId::Limits, {});
    add(RunCommandId::Fork, {});
    add(RunCommandId::Export, {});
    return bar;
}

void RunHeader::show(const RunRecord& record, const RunProgress& progress, const RunSituation& situation)
{
    m_title->setText(tr("Run %1").arg(record.id));
    m_subtitle->setText(displayLine(runSummary(record)));
    const QString state = situation.isStarting  ? tr("Starting")
                          : situation.isPausing ? tr("Pausing")
                                                : stateText(progress.state);
    m_state->show(stateGlyph(progress.state) + QLatin1Char(' ') + state, toneOf(progress.state));
    m_recorded->show(tr("recorded"), Tone::Quiet);
    m_recorded->setVisible(record.recorded);
    m_recorded->setToolTip(tr("This run came with the sample: it was made on the real local model and not run here."));
    const bool isOver = progress.state == RunState::Finished;
    const qint64 expected = progress.callsExpected > 0 ? std::max(progress.callsExpected, progress.callsDone) : 0;
    m_bar->setVisible(!isOver && expected > 0);
    if (expected > 0)
        m_bar->setValue(static_cast<int>(progressSteps * progress.callsDone / expected));
    m_bar->setAccessibleDescription(progressWords(progress));
    m_progress->setText(progressWords(progress));
    m_situation->setText(displayText(situationWords(progress, situation)));
    m_situation->setTextFormat(Qt::PlainText);
    m_situation->setVisible(!m_situation->text().isEmpty());
    m_tone = toneOf(progress.state);
    update();
}

QString RunHeader::progressWords(const RunProgress& progress) const
{
    QStringList parts;
    const bool isLive = progress.state == RunState::Running;
    if (progress.callsExpected > 0)
        parts += tr("%L1 of about %L2 calls").arg(progress.callsDone).arg(std::max(progress.callsExpected, progress.callsDone));
    else
        parts += tr("%Ln call(s)", nullptr, static_cast<int>(progress.callsDone));
    parts += tr("%L1 to the base model, %L2 to the optimizer").arg(progress.baseCallsDone).arg(progress.optimizerCallsDone);
    if (progress.remembered > 0)
        parts += tr("%L1 from memory").arg(progress.remembered);
    if (isLive)
        parts += tr("%1 in flight of %2 at once").arg(progress.inFlight).arg(progress.width);
    if (progress.failedAttempts > 0)
        parts += tr("%Ln failed attempt(s)", nullptr, static_cast<int>(progress.failedAttempts));
    parts += progress.budgetNanoDollars
                 ? tr("%1 of %2").arg(dollarsText(progress.spentNanoDollars), dollarsText(progress.budgetNanoDollars))
                 : tr("cost %1").arg(dollarsText(progress.spentNanoDollars));
    if (isLive && progress.secondsLeft)
        parts += tr("about %1 left").arg(durationText(*progress.secondsLeft));
    return parts.join(QStringLiteral("  ·  "));
}

QString RunHeader::situationWords(const RunProgress& progress, const RunSituation& situation) const
{
    if (situation.isStarting)
        return tr("Starting. Loading the local model can take a minute.");
    if (situation.isPausing)
        return progress.inFlight > 0 ? tr("Pausing: %n call(s) in flight will be finished and kept.", nullptr, progress.inFlight)
                                     : tr("Pausing before the next call.");
    QStringList words;
    switch (progress.state) {
    case RunState::Paused:
    case RunState::Failed:
    case RunState::Stopped:
        if (!progress.reason.isEmpty())
            words += endedSentence(progress.reason);
        if (!progress.nextStep.isEmpty())
            words += tr("Next: %1").arg(progress.nextStep);
        break;
    case RunState::Interrupted:
        words += tr("The program that ran it ended without pausing it. Nothing that was answered is lost; continue where "
                    "it was.");
        break;
    case RunState::Created:
    case RunState::Running:
    case RunState::Finished: break;
    }
    return words.join(QLatin1Char(' '));
}

void RunHeader::paintEvent(QPaintEvent*)
{
    if (!m_situation->isVisible())
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(toneBackground(m_tone, palette()));
    painter.drawRoundedRect(QRectF(m_situation->geometry()), 6, 6);
}

} // namespace metaspo
