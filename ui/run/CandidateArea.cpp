#include "ui/run/CandidateArea.h"

#include "ui/kit/Background.h"
#include "ui/kit/PlainText.h"
#include "ui/run/CandidateView.h"
#include "ui/run/PromptEditor.h"
#include "ui/run/RunActions.h"
#include "ui/run/RunFollower.h"
#include "ui/run/StepText.h"

#include <QLocale>

namespace metaspo {

namespace {

bool isSamePlace(const Insertion& one, const Insertion& other)
{
    return one.kind == other.kind && one.task == other.task && one.editedFrom == other.editedFrom;
}

bool isSameDraft(const Draft& one, const Draft& other)
{
    return one.run == other.run && isSamePlace(one.insertion, other.insertion);
}

QString timeText(const QDateTime& utc)
{
    return QLocale().toString(utc.toLocalTime(), QLocale::ShortFormat);
}

} // namespace

std::optional<Step> loopAhead(PromptKind kind, const RunFollower& follower)
{
    const RunTree& tree = follower.tree();
    const std::optional<NextStep>& next = follower.nextStep();
    const RunProgress progress = follower.progress();
    const Loop wanted = kind == PromptKind::System ? Loop::Outer : Loop::Inner;
    if ((next && next->loop.loop == Loop::Test) || (follower.session() && progress.position.loop == Loop::Test))
        return std::nullopt;
    for (int iteration = 1; iteration <= follower.overview().record.settings.iterations; ++iteration) {
        const Step loop{iteration, wanted, {}, 0};
        const bool isBehindNext = next && (loop < next->loop || (loop == next->loop && next->isLoopBegun));
        const bool isAtWork = follower.session() && progress.state == RunState::Running && !(progress.position < loop);
        const auto candidate = tree.candidates().lowerBound(loop);
        const bool hasCandidates = candidate != tree.candidates().end() && loopOf(candidate.key()) == loop;
        if (!isBehindNext && !isAtWork && !hasCandidates && !tree.decisions().contains(loop))
            return loop;
    }
    return std::nullopt;
}

CandidateArea::CandidateArea(const RunFollower& follower, const RunActions& actions, QWidget* parent)
    : QStackedWidget(parent)
    , m_follower(follower)
    , m_view(new CandidateView(this))
    , m_editor(new PromptEditor(this))
{
    setObjectName(QStringLiteral("candidateArea"));
    addWidget(m_view);
    addWidget(m_editor);
    m_view->addCommand(actions[RunCommandId::Edit]);
    m_view->addCommand(actions[RunCommandId::Write]);
    m_view->addCommand(actions[RunCommandId::Compare]);
    m_editor->addCommand(actions[RunCommandId::Insert]);
    connect(m_editor, &PromptEditor::readyChanged, this, &CandidateArea::readyChanged);
    connect(m_editor, &PromptEditor::draftChanged, this, &CandidateArea::keepDraft);
    connect(m_editor, &PromptEditor::discarded, this, &CandidateArea::discardDraft);
    connect(m_editor, &PromptEditor::closeRequested, this, &CandidateArea::close);
}

CandidateArea::~CandidateArea()
{
    blockSignals(true); // whoever listens is going as well
    m_editor->stop();   // what is not kept yet
}

void CandidateArea::leaveRun()
{
    close();
    m_view->show(std::nullopt);
    m_kept.clear();
    m_run.clear();
}

void CandidateArea::renew()
{
    m_view->setTree(m_follower.tree());
    if (m_run.isEmpty() && m_follower.isLoaded()) {
        m_run = m_follower.overview().record.uuid;
        readDrafts();
    }
    if (m_editor->isEditing())
        showLoop();
}

// What was left unfinished is offered once, not forced on anybody.
void CandidateArea::readDrafts()
{
    whenDone(m_drafts.ofRun(m_run), this, [this, run = m_run](const Result<QList<Draft>>& drafts) {
        if (run != m_run)
            return;
        takeDrafts(drafts.value_or(QList<Draft>()));
        showDraftNote();
        if (m_kept.isEmpty())
            return;
        const Draft& newest = m_kept.first();
        Notice notice = Notice::information(
            tr("%n prompt(s) that were being written for run %1 are kept.", nullptr, static_cast<int>(m_kept.size()))
                .arg(m_follower.run()));
        notice.why = tr("The last one is from %1.").arg(timeText(newest.savedUtc));
        Q_EMIT noticeRaised(notice.offering(tr("Go on writing"), [this, run, insertion = newest.insertion] {
            if (run == m_run)
                edit(insertion);
        }));
    });
}

// Those that could not be written go before older ones in the file, and are tried again.
void CandidateArea::takeDrafts(const QList<Draft>& written)
{
    QList<Draft> unwritten = m_unwritten;
    unwritten.removeIf([this](const Draft& draft) { return draft.run != m_run; });
    for (const Draft& draft : unwritten + written)
        if (!draftOf(draft.insertion))
            m_kept.append(draft);
    for (const Draft& draft : std::as_const(unwritten))
        write(draft);
}

QString CandidateArea::unsavedEdits() const
{
    return m_unwritten.isEmpty() ? QString() : tr("A prompt that you were writing could not be kept as a draft.");
}

const Draft* CandidateArea::draftOf(const Insertion& insertion) const
{
    for (const Draft& draft : m_kept)
        if (isSamePlace(draft.insertion, insertion))
            return &draft;
    return nullptr;
}

void CandidateArea::choose(const std::optional<Step>& candidate)
{
    if (candidate != m_view->candidate())
        close();
    m_view->show(candidate);
    showDraftNote();
}

std::optional<Step> CandidateArea::candidate() const
{
    return m_view->candidate();
}

bool CandidateArea::isPromptReady() const
{
    return m_editor->isReady();
}

void CandidateArea::showDraftNote()
{
    const std::optional<Step> chosen = m_view->candidate();
    const Candidate* candidate = chosen ? m_follower.tree().find(*chosen) : nullptr;
    const Draft* draft = candidate ? draftOf({candidate->kind, candidate->task, {}, candidate->step}) : nullptr;
    m_view->setDraftNote(
        draft ? tr("A copy that you were editing at %1 is kept; edit it to go on.").arg(timeText(draft->savedUtc))
              : QString());
}

void CandidateArea::editCopy()
{
    const std::optional<Step> chosen = m_view->candidate();
    const Candidate* candidate = chosen ? m_follower.tree().find(*chosen) : nullptr;
    if (candidate)
        edit({candidate->kind, candidate->task, candidate->text, candidate->step});
}

void CandidateArea::writePrompt()
{
    edit({PromptKind::System, {}, {}, {}});
}

// A draft of the same beginning goes on where it was left.
void CandidateArea::edit(Insertion beginning)
{
    m_editor->stop();
    const RunTree& tree = m_follower.tree();
    const Candidate* copied = beginning.editedFrom ? tree.find(*beginning.editedFrom) : nullptr;
    const Draft* draft = draftOf(beginning);
    std::optional<Step> rival = tree.incumbent();
    if (beginning.kind == PromptKind::User)
        rival = tree.beam(beginning.task).isEmpty() ? std::nullopt : std::optional(tree.beam(beginning.task).first());
    const Candidate* inForce = rival ? tree.find(*rival) : nullptr;
    PromptEditor::Work work;
    work.title =
        beginning.editedFrom ? tr("A copy of %1").arg(text(*beginning.editedFrom)) : tr("A system prompt of your own");
    work.copied = copied ? copied->text : QString();
    work.rivalTitle = inForce ? tr("In force: %1  %2").arg(text(*rival), scoreText(*inForce)) : QString();
    work.rivalText = inForce ? inForce->text : QString();
    const QDateTime savedUtc = draft ? draft->savedUtc : QDateTime();
    if (draft)
        beginning.text = draft->insertion.text;
    work.beginning = std::move(beginning);
    setCurrentWidget(m_editor);
    m_editor->edit(work);
    if (savedUtc.isValid())
        m_editor->showKept(tr("Draft of %1").arg(timeText(savedUtc)));
    showLoop();
}

void CandidateArea::showLoop()
{
    const Insertion insertion = m_editor->insertion();
    if (const std::optional<Step> loop = loopAhead(insertion.kind, m_follower))
        return m_editor->setLoop(
            tr("Written by hand, it takes part in %1 after the proposals of that loop, and is scored like "
               "them.")
                .arg(text(*loop)),
            true);
    m_editor->setLoop(tr("No loop that takes it is left in this run. Fork the run to try it; the draft is kept."),
                      false);
}

void CandidateArea::keepDraft()
{
    if (m_run.isEmpty())
        return;
    const Draft draft{m_run, m_editor->insertion(), QDateTime::currentDateTimeUtc()};
    if (draft.insertion.text.trimmed().isEmpty())
        return removeDraft(draft.insertion);
    m_kept.removeIf([&](const Draft& known) { return isSamePlace(known.insertion, draft.insertion); });
    m_kept.prepend(draft);
    write(draft);
}

void CandidateArea::write(const Draft& draft)
{
    whenDone(m_drafts.save(draft), this, [this, draft](const Result<void>& kept) {
        m_unwritten.removeIf([&](const Draft& known) { return isSameDraft(known, draft); });
        if (!kept) {
            m_unwritten.append(draft);
            return Q_EMIT noticeRaised(Notice::error(kept.error()));
        }
        m_editor->showKept(tr("Draft kept %1").arg(timeText(draft.savedUtc)));
    });
}

void CandidateArea::removeDraft(const Insertion& insertion)
{
    m_kept.removeIf([&](const Draft& known) { return isSamePlace(known.insertion, insertion); });
    erase({m_run, insertion, {}});
    showDraftNote();
}

void CandidateArea::erase(const Draft& draft)
{
    whenDone(m_drafts.remove(draft), this, [this, draft](const Result<void>& removed) {
        // Only now: its saving may have been under way, and have failed.
        m_unwritten.removeIf([&](const Draft& known) { return isSameDraft(known, draft); });
        if (!removed)
            Q_EMIT noticeRaised(Notice::error(removed.error()));
    });
}

// Undone by one press, since a text of one's own is soon gone and slowly written again.
void CandidateArea::discardDraft()
{
    const Insertion discarded = m_editor->insertion();
    close();
    removeDraft(discarded);
    Q_EMIT noticeRaised(
        Notice::information(tr("The draft is thrown away.")).offering(tr("Undo"), [this, discarded, run = m_run] {
            if (run != m_run)
                return;
            m_kept.prepend({m_run, discarded, QDateTime::currentDateTimeUtc()});
            edit(discarded);
            keepDraft();
        }));
}

void CandidateArea::close()
{
    m_editor->stop();
    setCurrentWidget(m_view);
    showDraftNote();
}

void CandidateArea::insert()
{
    if (m_editor->isReady())
        Q_EMIT insertRequested(m_editor->insertion());
}

// Another run may have been chosen meanwhile.
void CandidateArea::forget(const QString& runUuid, const Insertion& insertion)
{
    if (runUuid != m_run) {
        erase({runUuid, insertion, {}});
        return;
    }
    if (m_editor->isEditing() && m_editor->insertion() == insertion)
        close();
    removeDraft(insertion);
}

} // namespace metaspo
