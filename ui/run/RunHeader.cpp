#include "ui/run/RunHeader.h"

#include "ui/kit/ElidedLabel.h"
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
    , m_subtitle(new ElidedLabel(this))
    , m_state(new Chip(QStringLiteral("runState"), this))
    , m_recorded(new Chip(QStringLiteral("runRecorded"), this))
    , m_bar(new QProgressBar(this))
    , m_progress(new ElidedLabel(this))
    , m_budget(hint({}, this))
    , m_situation(new QLabel(this))
    , m_next(new QLabel(this))
{
    setObjectName(QStringLiteral("runHeader"));
    m_title->setObjectName(QStringLiteral("runTitle"));
    m_progress->setObjectName(QStringLiteral("runProgressText"));
    m_situation->setObjectName(QStringLiteral("runSituation"));
    m_situation->setWordWrap(true);
    m_situation->setContentsMargins(10, 6, 10, 6);
    m_next->setObjectName(QStringLiteral("nextStep"));
    m_next->setWordWrap(true);
    m_next->setContentsMargins(10, 0, 10, 0);
    m_next->hide();
    nameWidget(m_bar, QStringLiteral("runProgress"), tr("Progress of the run"));
    m_bar->setTextVisible(false);
    m_bar->setRange(0, progressSteps);
    m_bar->setFixedHeight(6);
    m_subtitle->setForegroundRole(QPalette::PlaceholderText);
    m_progress->setForegroundRole(QPalette::PlaceholderText);
    m_budget->setObjectName(QStringLiteral("runBudget"));
    m_budget->setWordWrap(false);

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
    auto* numbers = new QHBoxLayout;
    numbers->setSpacing(16);
    numbers->addWidget(m_progress, 1);
    numbers->addWidget(m_budget);
    rows->addLayout(numbers);
    rows->addWidget(m_situation);
    rows->addWidget(m_next);
}

void RunHeader::addButton(QWidget* bar, QAction* action, Qt::ToolButtonStyle style)
{
    auto* made = new QToolButton(bar);
    made->setDefaultAction(action);
    made->setToolButtonStyle(style);
    made->setAutoRaise(true);
    made->setFocusPolicy(Qt::StrongFocus);
    // A button takes over the action's own text with every change; its words and key are said again after that.
    const auto say = [made, action] {
        const QString name = action->text().remove(QLatin1Char('&'));
        made->setText(withKey(name, action));
        nameWidget(made, action->objectName() + QStringLiteral("Button"), name);
    };
    connect(action, &QAction::changed, made, say);
    say();
    bar->layout()->addWidget(made);
}

QWidget* RunHeader::makeButtons(const RunActions& actions)
{
    auto* bar = new QWidget(this);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(2);
    const auto add = [this, bar, &actions](RunCommandId command, Qt::ToolButtonStyle style = Qt::ToolButtonIconOnly) {
        addButton(bar, actions[command], style);
    };
    const auto addLine = [bar, row] {
        auto* line = new QFrame(bar);
        line->setFrameShape(QFrame::VLine);
        line->setForegroundRole(QPalette::Mid);
        line->setFrameShadow(QFrame::Plain);
        row->addWidget(line);
    };
    add(RunCommandId::Resume, Qt::ToolButtonTextBesideIcon);
    add(RunCommandId::Pause, Qt::ToolButtonTextBesideIcon);
    add(RunCommandId::Stop);
    addLine();
    add(RunCommandId::StepCall);
    add(RunCommandId::StepCandidate);
    add(RunCommandId::StepLoop);
    add(RunCommandId::StepIteration);
    add(RunCommandId::RunTo);
    add(RunCommandId::Breakpoint);
    addLine();
    add(RunCommandId::Limits);
    add(RunCommandId::Fork);
    add(RunCommandId::Export);
    return bar;
}

void RunHeader::show(const RunOverview& overview, const RunProgress& progress, const RunSituation& situation)
{
    const RunRecord& record = overview.record;
    m_title->setText(tr("Run %1").arg(record.id));
    m_subtitle->show(displayLine(runSummary(record, overview.changedTemplates)));
    m_state->show(stateGlyph(progress.state) + QLatin1Char(' ') + stateText(situation), toneOf(progress.state));
    m_recorded->show(tr("recorded"), Tone::Quiet);
    m_recorded->setVisible(record.recorded);
    m_recorded->setToolTip(tr("This run came with the sample: it was made on the real local model and not run here."));
    const bool isOver = progress.state == RunState::Finished;
    const qint64 expected = progress.callsExpected > 0 ? std::max(progress.callsExpected, progress.callsDone) : 0;
    m_bar->setVisible(!isOver && expected > 0);
    if (expected > 0)
        m_bar->setValue(static_cast<int>(progressSteps * progress.callsDone / expected));
    m_bar->setAccessibleDescription(progressWords(progress));
    m_progress->show(progressWords(progress));
    m_budget->setText(budgetWords(progress));
    m_situation->setText(displayText(situationWords(progress, situation)));
    m_situation->setTextFormat(Qt::PlainText);
    m_situation->setVisible(!m_situation->text().isEmpty());
    m_tone = toneOf(progress.state);
    update();
}

void RunHeader::showNext(const QString& text, const QString& details)
{
    showPlain(m_next, text);
    m_next->setToolTip(displayToolTip(details));
    m_next->setAccessibleDescription(displayLine(details));
    m_next->setVisible(!text.isEmpty());
}

QString RunHeader::progressWords(const RunProgress& progress) const
{
    QStringList parts{callsText(progress)};
    const bool isLive = progress.state == RunState::Running;
    parts +=
        tr("%L1 to the base model, %L2 to the optimizer").arg(progress.baseCallsDone).arg(progress.optimizerCallsDone);
    if (progress.remembered > 0)
        parts += tr("%L1 from memory").arg(progress.remembered);
    if (isLive && progress.width > 0) // known where the run is at work
        parts += inFlightWords(progress);
    if (progress.failedAttempts > 0)
        parts += tr("%Ln failed attempt(s)", nullptr, static_cast<int>(progress.failedAttempts));
    if (isLive && progress.secondsLeft)
        parts += tr("about %1 left").arg(durationText(*progress.secondsLeft));
    return parts.join(QStringLiteral("  ·  "));
}

// A few more than the model takes at once are under way, so that it never waits for the file.
QString RunHeader::inFlightWords(const RunProgress& progress) const
{
    const int width = std::max(progress.width, 1);
    const QString words = tr("%1 in flight of %2 at once").arg(std::min(progress.inFlight, width)).arg(width);
    const int beyond = progress.inFlight - width;
    return beyond <= 0 ? words
                       : words + QStringLiteral(", ") + tr("%n wait(s) for a place or for the file", nullptr, beyond);
}

// Spent, reserved for what is in flight, and the caps on both money and calls.
QString RunHeader::budgetWords(const RunProgress& progress) const
{
    QStringList parts{progress.spentNanoDollars ? tr("spent %1").arg(dollarsText(progress.spentNanoDollars))
                                                : tr("cost not known")};
    if (progress.reservedNanoDollars > 0)
        parts += tr("reserved %1").arg(dollarsText(progress.reservedNanoDollars));
    if (progress.budgetNanoDollars)
        parts += tr("cap %1").arg(dollarsText(progress.budgetNanoDollars));
    if (progress.maximumCalls)
        parts += tr("%L1 of at most %L2 calls").arg(progress.countedCalls).arg(*progress.maximumCalls);
    else if (!progress.budgetNanoDollars)
        parts += tr("no cap");
    return parts.join(QStringLiteral("  ·  "));
}

QString RunHeader::situationWords(const RunProgress& progress, const RunSituation& situation) const
{
    if (situation.isStarting)
        return tr("Starting. Loading the local model can take a minute.");
    if (situation.isPausing)
        return progress.inFlight > 0
                   ? tr("Pausing: %n call(s) in flight will be finished and kept.", nullptr, progress.inFlight)
                   : tr("Pausing before the next call.");
    QStringList words;
    switch (progress.state) {
    case RunState::Paused:
    case RunState::Failed:
    case RunState::Stopped:
        if (!progress.reason.isEmpty())
            words += endedSentence(progress.reason);
        if (situation.isElsewhere)
            words += tr("Another window or program has it. It can be continued, stepped and stopped from here, and "
                        "prompts can be put in; everything else is done there.");
        break;
    case RunState::Interrupted:
        words +=
            tr("The program that ran it ended without pausing it. Nothing that was answered is lost; continue where "
               "it was.");
        break;
    case RunState::Running:
        if (!situation.isLiveHere)
            words += tr("It is at work in another window or program and is shown here as it goes. It can be paused and "
                        "stopped from here, and prompts can be put in; everything else is done where it runs.");
        break;
    case RunState::Created:
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
