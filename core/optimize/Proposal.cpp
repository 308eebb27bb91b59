#include "core/optimize/Proposal.h"

#include "core/optimize/AnswerTag.h"

#include <functional>

namespace metaspo {

namespace {

/// One call to the optimizer that is repeated until its answer can be used.
struct Question
{
    Step candidate;
    QMap<QString, QString> values;
    std::function<TaggedText(const Completion&)> read;
};

OptimizerRequest requestOf(const Question& question, const OptimizerTemplate& optimizerTemplate, OptimizerRole role,
                           int attempt)
{
    OptimizerRequest request{question.candidate, role, attempt, {},
                             filled(optimizerTemplate.answerTag, question.values)};
    if (const QString system = filled(optimizerTemplate.system, question.values).trimmed(); !system.isEmpty())
        request.messages.append({MessageRole::System, system});
    request.messages.append({MessageRole::User, filled(optimizerTemplate.user, question.values).trimmed()});
    return request;
}

std::vector<TaggedText> ask(Execution& execution, const Problem& problem, const Step& loop, OptimizerRole role,
                            const std::vector<Question>& questions)
{
    const OptimizerTemplate optimizerTemplate = problem.templates.value(name(role));
    std::vector<TaggedText> answers(questions.size());
    for (int attempt = 0; attempt < problem.settings.proposalAttempts; ++attempt) {
        std::vector<std::size_t> open;
        std::vector<OptimizerRequest> requests;
        for (std::size_t index = 0; index < questions.size(); ++index) {
            if (answers[index].text)
                continue;
            open.push_back(index);
            requests.push_back(requestOf(questions[index], optimizerTemplate, role, attempt));
        }
        if (open.empty())
            break;
        const std::vector<Completion> completions = execution.complete(loop, requests);
        for (std::size_t index = 0; index < open.size(); ++index)
            answers[open[index]] = questions[open[index]].read(completions[index]);
    }
    return answers;
}

QMap<QString, QString> valuesOf(const Problem& problem, const ProposalSlot& slot)
{
    const OptimizerTemplate failureTemplate = problem.templates.value(QStringLiteral("failure"));
    return {{QStringLiteral("system_prompt"), slot.systemPrompt.text},
            {QStringLiteral("user_prompt"), slot.userPrompt.text},
            {QStringLiteral("failures"),
             shownFailures(failureTemplate, slot.failures, problem.settings.longestFailureCharacters)}};
}

std::vector<Question> analyses(const Problem& problem, const QList<ProposalSlot>& proposalSlots, const QString& tag)
{
    std::vector<Question> questions;
    for (const ProposalSlot& slot : proposalSlots)
        questions.push_back({slot.step, valuesOf(problem, slot),
                             [form = problem.settings.proposalForm, tag](const Completion& completion) {
                                 return readAnalysis(completion, tag, form);
                             }});
    return questions;
}

// The text of the answer, if it passes the check.
TaggedText readCandidate(const Completion& completion, const QString& tag, const Problem& problem,
                         const ProposalCheck& check, const ProposalSlot& slot)
{
    TaggedText answer = readProposal(completion, tag, problem.settings.proposalForm);
    if (!answer.text)
        return answer;
    const QString text = withoutCodeFence(*answer.text);
    if (const auto refusal = check.refusal(slot.kind, slot.task, text, slot.parent().text))
        return {std::nullopt, *refusal};
    return {text, {}};
}

Candidate candidateOf(const ProposalSlot& slot, const TaggedText& answer)
{
    Candidate candidate;
    candidate.step = slot.step;
    candidate.kind = slot.kind;
    candidate.task = slot.task;
    candidate.parents = {slot.parent().step};
    candidate.origin = Origin::Failures;
    candidate.text = answer.text.value_or(QString());
    candidate.state = answer.text ? CandidateState::Proposed : CandidateState::Rejected;
    candidate.reason = answer.reason;
    return candidate;
}

// Slots with the same settings and templates.
QList<Candidate> proposeTogether(Execution& execution, const Problem& problem, const Step& loop,
                                 const QList<ProposalSlot>& proposalSlots)
{
    const ProposalCheck check(problem);
    const bool isSystem = proposalSlots.front().kind == PromptKind::System;
    const OptimizerRole analyse = isSystem ? OptimizerRole::AnalyseSystemPrompt : OptimizerRole::AnalyseUserPrompt;
    const OptimizerRole rewrite = isSystem ? OptimizerRole::RewriteSystemPrompt : OptimizerRole::RewriteUserPrompt;
    const std::vector<Question> questions =
        analyses(problem, proposalSlots, problem.templates.value(name(analyse)).answerTag);
    std::vector<TaggedText> answers = ask(execution, problem, loop, analyse, questions);

    std::vector<Question> rewrites;
    std::vector<std::size_t> analysed;
    const QString tag = problem.templates.value(name(rewrite)).answerTag;
    for (std::size_t index = 0; index < questions.size(); ++index) {
        if (!answers[index].text)
            continue;
        Question question{questions[index].candidate, questions[index].values, {}};
        question.values.insert(QStringLiteral("analysis"), *answers[index].text);
        const ProposalSlot& slot = proposalSlots[static_cast<qsizetype>(index)];
        question.read = [&, tag](const Completion& completion) {
            return readCandidate(completion, tag, problem, check, slot);
        };
        rewrites.push_back(std::move(question));
        analysed.push_back(index);
    }
    const std::vector<TaggedText> rewritten = ask(execution, problem, loop, rewrite, rewrites);
    for (std::size_t index = 0; index < analysed.size(); ++index)
        answers[analysed[index]] = rewritten[index];

    QList<Candidate> candidates;
    for (qsizetype index = 0; index < proposalSlots.size(); ++index)
        candidates.append(candidateOf(proposalSlots[index], answers[static_cast<std::size_t>(index)]));
    return candidates;
}

} // namespace

QList<Candidate> propose(Execution& execution, const Problem& run, const Step& loop,
                         const QList<ProposalSlot>& proposalSlots)
{
    QList<const Problem*> problems; // one, but in the loop in which a fork begins
    for (const ProposalSlot& slot : proposalSlots)
        if (const Problem* problem = &run.at(slot.step); !problems.contains(problem))
            problems.append(problem);
    QMap<qsizetype, Candidate> bySlot;
    for (const Problem* problem : std::as_const(problems)) {
        QList<ProposalSlot> together;
        QList<qsizetype> places;
        for (qsizetype index = 0; index < proposalSlots.size(); ++index) {
            if (&run.at(proposalSlots[index].step) != problem)
                continue;
            together.append(proposalSlots[index]);
            places.append(index);
        }
        const QList<Candidate> candidates = proposeTogether(execution, *problem, loop, together);
        for (qsizetype index = 0; index < candidates.size(); ++index)
            bySlot.insert(places[index], candidates[index]);
    }
    return bySlot.values();
}

Candidate insertedCandidate(const Insertion& insertion, const Step& step, const Problem& problem,
                            const ProposalCheck& check, const QString& parentText)
{
    Candidate candidate;
    candidate.step = step;
    candidate.kind = insertion.kind;
    candidate.task = insertion.task;
    candidate.text = insertion.text.trimmed();
    candidate.origin = Origin::ByHand;
    if (insertion.editedFrom)
        candidate.parents = {*insertion.editedFrom};
    std::optional<QString> refusal;
    if (insertion.kind == PromptKind::User && !problem.task(insertion.task))
        refusal = QStringLiteral("%1 is no source task of this run.").arg(insertion.task);
    else
        refusal = check.refusal(insertion.kind, insertion.task, candidate.text, parentText);
    if (refusal) {
        candidate.state = CandidateState::Rejected;
        candidate.reason = *refusal;
    }
    return candidate;
}

} // namespace metaspo
