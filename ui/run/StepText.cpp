#include "ui/run/StepText.h"

#include "ui/kit/Numbers.h"
#include "ui/run/RunTree.h"
#include "ui/run/RunWords.h"

#include <QCoreApplication>

namespace metaspo {

namespace {

struct StepWords
{
    Q_DECLARE_TR_FUNCTIONS(metaspo::StepText)
};

QString sentences(const QString& first, const QString& second)
{
    return second.isEmpty() ? first : first + QLatin1Char(' ') + second;
}

QString score(const std::optional<MetaScore>& value)
{
    return value ? percentText(value->value()) : QStringLiteral("–");
}

const IncumbentChosen* choiceOf(const RunTree& tree, const Step& loop)
{
    const auto decision = tree.decisions().find(loop);
    return decision != tree.decisions().end() && decision->incumbent ? &*decision->incumbent : nullptr;
}

// Who took over from an adopted prompt, and when.
QString replacement(const RunTree& tree, const Step& candidate)
{
    for (const LoopDecision& decision : tree.decisions())
        if (decision.incumbent && decision.incumbent->before == candidate && decision.incumbent->incumbent != candidate)
            return StepWords::tr("In force until it was replaced by %1.").arg(text(decision.incumbent->incumbent));
    return tree.incumbent() == candidate ? StepWords::tr("It is the system prompt in force.") : QString();
}

QString systemVerdict(const RunTree& tree, const Candidate& candidate)
{
    const IncumbentChosen* choice = choiceOf(tree, loopOf(candidate.step));
    if (candidate.state == CandidateState::Adopted) {
        const QString why = choice ? StepWords::tr("Adopted: its meta score of %1 is above the incumbent's %2 (%3).")
                                         .arg(score(choice->score), score(choice->beforeScore), text(choice->before))
                                   : StepWords::tr("Adopted.");
        return sentences(why, replacement(tree, candidate.step));
    }
    if (!choice)
        return StepWords::tr("Scored; the loop has not decided yet.");
    if (choice->incumbent == choice->before)
        return StepWords::tr("Not adopted: its meta score of %1 is not above the incumbent's %2 (%3).")
            .arg(score(candidate.score), score(choice->beforeScore), text(choice->before));
    return StepWords::tr("Not adopted: %1 has the higher meta score, %2 against %3.")
        .arg(text(choice->incumbent), score(choice->score), score(candidate.score));
}

QString userVerdict(const RunTree& tree, const Candidate& candidate)
{
    const QList<Step> beam = tree.beam(candidate.task);
    const qsizetype place = beam.indexOf(candidate.step);
    if (place == 0)
        return StepWords::tr("Kept: the best user prompt of %1 so far, with a score of %2.")
            .arg(candidate.task, score(candidate.score));
    if (place > 0)
        return StepWords::tr("Kept: number %1 of the %2 user prompts kept for %3, with a score of %4.")
            .arg(place + 1)
            .arg(beam.size())
            .arg(candidate.task, score(candidate.score));
    if (candidate.step.slot > 0 && tree.decisions().find(loopOf(candidate.step)) == tree.decisions().end())
        return StepWords::tr("Scored; the loop has not decided yet.");
    const Candidate* last = beam.isEmpty() ? nullptr : tree.find(beam.back());
    if (last && candidate.score)
        return StepWords::tr("Not kept: %1 has a score of %2, the last of those kept for %3 has %4 (on a tie the older "
                         "stays).")
            .arg(text(candidate.step), score(candidate.score), candidate.task, score(last->score));
    return StepWords::tr("Not kept: other user prompts of %1 score higher.").arg(candidate.task);
}

} // namespace

QString loopTitle(Loop loop)
{
    switch (loop) {
    case Loop::Start: return StepWords::tr("Start");
    case Loop::Inner: return StepWords::tr("Inner loop");
    case Loop::Outer: return StepWords::tr("Outer loop");
    case Loop::Test: return StepWords::tr("Final test");
    }
    return {};
}

QString stepTitle(const Step& step)
{
    QStringList parts;
    if (step.iteration > 0)
        parts += StepWords::tr("Iteration %1").arg(step.iteration);
    parts += loopTitle(step.loop);
    if (!step.task.isEmpty())
        parts += step.task;
    if (step.slot > 0)
        parts += StepWords::tr("Proposal %1").arg(step.slot);
    return parts.join(QStringLiteral("  ›  "));
}

QString candidateTitle(const Candidate& candidate)
{
    if (candidate.step.slot > 0)
        return candidate.origin == Origin::ByHand ? StepWords::tr("By hand %1").arg(candidate.step.slot)
                                                  : StepWords::tr("Proposal %1").arg(candidate.step.slot);
    return candidate.kind == PromptKind::System ? StepWords::tr("Given system prompt")
                                                : StepWords::tr("Given prompt of %1").arg(candidate.task);
}

QString candidateName(const Candidate& candidate)
{
    if (candidate.step.slot > 0)
        return candidateTitle(candidate);
    return candidate.kind == PromptKind::System ? StepWords::tr("System prompt") : candidate.task;
}

QString stateText(CandidateState state)
{
    switch (state) {
    case CandidateState::Initial: return StepWords::tr("given");
    case CandidateState::Proposed: return StepWords::tr("proposed");
    case CandidateState::Rejected: return StepWords::tr("rejected");
    case CandidateState::Dropped: return StepWords::tr("dropped");
    case CandidateState::Scored: return StepWords::tr("scored");
    case CandidateState::Kept: return StepWords::tr("kept");
    case CandidateState::Adopted: return StepWords::tr("adopted");
    case CandidateState::Alias: return StepWords::tr("same text");
    }
    return {};
}

QString stateGlyph(CandidateState state)
{
    switch (state) {
    case CandidateState::Initial: return QStringLiteral("◆");
    case CandidateState::Proposed: return QStringLiteral("○");
    case CandidateState::Rejected: return QStringLiteral("✕");
    case CandidateState::Dropped: return QStringLiteral("▽");
    case CandidateState::Scored: return QStringLiteral("●");
    case CandidateState::Kept: return QStringLiteral("▲");
    case CandidateState::Adopted: return QStringLiteral("★");
    case CandidateState::Alias: return QStringLiteral("=");
    }
    return {};
}

QString scoreText(const Candidate& candidate)
{
    return candidate.score ? percentText(candidate.score->value()) : QString();
}

QString originText(Origin origin)
{
    switch (origin) {
    case Origin::Initial: return StepWords::tr("given at the start");
    case Origin::Failures: return StepWords::tr("written from wrong answers");
    case Origin::Ape: return StepWords::tr("induced from examples (APE)");
    case Origin::Evo: return StepWords::tr("crossed or mutated (EVO)");
    case Origin::ByHand: return StepWords::tr("written by hand");
    case Origin::Imported: return StepWords::tr("imported");
    }
    return {};
}

QString provenance(const Candidate& candidate)
{
    QStringList parents;
    for (const Step& parent : candidate.parents)
        parents += text(parent);
    //: how a prompt came into being, and from which other prompts
    return parents.isEmpty()
               ? originText(candidate.origin)
               : StepWords::tr("%1, from %2").arg(originText(candidate.origin), parents.join(QStringLiteral(", ")));
}

QString verdict(const RunTree& tree, const Step& step)
{
    const Candidate* candidate = tree.find(step);
    if (!candidate)
        return {};
    switch (candidate->state) {
    case CandidateState::Initial: {
        const QString given = StepWords::tr("Given at the start.");
        return candidate->kind == PromptKind::System ? sentences(given, replacement(tree, step)) : given;
    }
    case CandidateState::Proposed: return StepWords::tr("Proposed; it has no score yet.");
    case CandidateState::Rejected:
        return sentences(StepWords::tr("Rejected before any answer was paid for."), endedSentence(candidate->reason));
    case CandidateState::Dropped:
        return sentences(StepWords::tr("Scoring stopped early: it could no longer win."),
                         endedSentence(candidate->reason));
    case CandidateState::Alias:
        return candidate->aliasOf
                   ? StepWords::tr("The same text as %1, so it has the same scores and costs nothing.")
                         .arg(text(*candidate->aliasOf))
                   : StepWords::tr("A text that was there before.");
    case CandidateState::Scored:
    case CandidateState::Kept:
    case CandidateState::Adopted: break;
    }
    return candidate->kind == PromptKind::System ? systemVerdict(tree, *candidate) : userVerdict(tree, *candidate);
}

} // namespace metaspo
