#include "core/store/json/FactJson.h"

#include "core/store/TextDigest.h"
#include "core/store/json/JsonFields.h"

namespace metaspo {

namespace {

void putStep(JsonWriting& fields, const char* name, const Step& step)
{
    fields.field(name, text(step));
}

Step stepAt(const JsonReading& fields, const char* name)
{
    QString written;
    JsonReading(fields).field(name, written);
    return parseStep(written).value_or(Step{});
}

void putScore(JsonWriting& fields, const QString& name, const MetaScore& score)
{
    fields.field((name + QLatin1String("_sum_nano")).toLatin1().constData(), score.sumOfTaskMeans);
    fields.field((name + QLatin1String("_tasks")).toLatin1().constData(), score.tasks);
}

std::optional<MetaScore> scoreAt(JsonReading& fields, const QString& name)
{
    std::optional<qint64> sum;
    MetaScore score;
    fields.field((name + QLatin1String("_sum_nano")).toLatin1().constData(), sum);
    fields.field((name + QLatin1String("_tasks")).toLatin1().constData(), score.tasks);
    if (!sum)
        return std::nullopt;
    score.sumOfTaskMeans = *sum;
    return score;
}

QStringList texts(const QList<Step>& steps)
{
    QStringList list;
    for (const Step& step : steps)
        list << text(step);
    return list;
}

QList<Step> stepsOf(const QStringList& texts)
{
    QList<Step> steps;
    for (const QString& written : texts)
        steps << parseStep(written).value_or(Step{});
    return steps;
}

QMap<QString, QString> texts(const QMap<QString, Step>& steps)
{
    QMap<QString, QString> map;
    for (auto entry = steps.begin(); entry != steps.end(); ++entry)
        map.insert(entry.key(), text(entry.value()));
    return map;
}

QMap<QString, Step> stepsAt(JsonReading& fields, const char* name)
{
    QMap<QString, QString> written;
    fields.field(name, written);
    QMap<QString, Step> steps;
    for (auto entry = written.begin(); entry != written.end(); ++entry)
        steps.insert(entry.key(), parseStep(entry.value()).value_or(Step{}));
    return steps;
}

struct RowOfFact
{
    FactRow operator()(const CandidateProposed& fact) const
    {
        const Candidate& candidate = fact.candidate;
        JsonWriting fields;
        putStep(fields, "candidate", candidate.step);
        fields.named("kind", candidate.kind);
        fields.field("task", candidate.task);
        fields.field("text_sha256", QString::fromLatin1(textDigest(candidate.text).toHex()));
        fields.field("parents", texts(candidate.parents));
        fields.named("origin", candidate.origin);
        fields.named("state", candidate.state);
        fields.field("reason", candidate.reason);
        if (candidate.aliasOf)
            putStep(fields, "alias_of", *candidate.aliasOf);
        if (candidate.score)
            putScore(fields, QStringLiteral("meta_score"), *candidate.score);
        return {QStringLiteral("proposed"), text(candidate.step), fields.json()};
    }

    FactRow operator()(const CandidateJudged& fact) const
    {
        JsonWriting fields;
        putStep(fields, "candidate", fact.candidate);
        fields.named("state", fact.state);
        fields.field("reason", fact.reason);
        if (fact.score)
            putScore(fields, QStringLiteral("meta_score"), *fact.score);
        return {QStringLiteral("judged"), text(fact.candidate), fields.json()};
    }

    FactRow operator()(const CandidateDropped& fact) const
    {
        JsonWriting fields;
        putStep(fields, "candidate", fact.candidate);
        putScore(fields, QStringLiteral("at_most"), fact.atMost);
        fields.field("answered", fact.answered);
        fields.field("planned", fact.planned);
        return {QStringLiteral("dropped"), text(fact.candidate), fields.json()};
    }

    FactRow operator()(const CellFinished& fact) const
    {
        JsonWriting fields;
        putStep(fields, "system", fact.cell.system);
        putStep(fields, "user", fact.cell.user);
        fields.field("task", fact.cell.task);
        fields.named("split", fact.cell.split);
        fields.field("n", fact.score.n);
        fields.field("right", fact.score.right);
        fields.field("unreadable", fact.score.unreadable);
        fields.field("score_nano", fact.score.score.nano);
        const QString subject = text(fact.cell.system) + u' ' + text(fact.cell.user) + u' ' + name(fact.cell.split) +
                                u' ' + fact.cell.task;
        return {QStringLiteral("cell"), subject, fields.json()};
    }

    FactRow operator()(const BeamChosen& fact) const
    {
        JsonWriting fields;
        putStep(fields, "loop", fact.loop);
        fields.field("task", fact.task);
        fields.field("beam", texts(fact.beam));
        return {QStringLiteral("beam"), text(fact.loop) + u' ' + fact.task, fields.json()};
    }

    FactRow operator()(const IncumbentChosen& fact) const
    {
        JsonWriting fields;
        putStep(fields, "loop", fact.loop);
        putStep(fields, "before", fact.before);
        putStep(fields, "incumbent", fact.incumbent);
        putScore(fields, QStringLiteral("before"), fact.beforeScore);
        putScore(fields, QStringLiteral("incumbent"), fact.score);
        fields.field("reason", fact.reason);
        return {QStringLiteral("incumbent"), text(fact.loop), fields.json()};
    }

    FactRow operator()(const StageReached& fact) const
    {
        JsonWriting fields;
        putStep(fields, "loop", fact.loop);
        putStep(fields, "incumbent", fact.incumbent);
        fields.field("first_prompts", texts(fact.firstPrompts));
        return {QStringLiteral("stage"), text(fact.loop), fields.json()};
    }

    FactRow operator()(const RunEnded& fact) const
    {
        JsonWriting fields;
        fields.named("reason", fact.reason);
        fields.field("explanation", fact.explanation);
        putStep(fields, "incumbent", fact.incumbent);
        fields.field("first_prompts", texts(fact.firstPrompts));
        return {QStringLiteral("end"), QString(), fields.json()};
    }
};

CandidateProposed proposedOf(JsonReading& fields)
{
    Candidate candidate;
    candidate.step = stepAt(fields, "candidate");
    fields.named("kind", candidate.kind);
    fields.field("task", candidate.task);
    QStringList parents;
    fields.field("parents", parents);
    candidate.parents = stepsOf(parents);
    fields.named("origin", candidate.origin);
    fields.named("state", candidate.state);
    fields.field("reason", candidate.reason);
    QString aliasOf;
    fields.field("alias_of", aliasOf);
    if (!aliasOf.isEmpty())
        candidate.aliasOf = parseStep(aliasOf).value_or(Step{});
    candidate.score = scoreAt(fields, QStringLiteral("meta_score"));
    return {candidate};
}

CandidateJudged judgedOf(JsonReading& fields)
{
    CandidateJudged fact;
    fact.candidate = stepAt(fields, "candidate");
    fields.named("state", fact.state);
    fields.field("reason", fact.reason);
    fact.score = scoreAt(fields, QStringLiteral("meta_score"));
    return fact;
}

CandidateDropped droppedOf(JsonReading& fields)
{
    CandidateDropped fact;
    fact.candidate = stepAt(fields, "candidate");
    fact.atMost = scoreAt(fields, QStringLiteral("at_most")).value_or(MetaScore{});
    fields.field("answered", fact.answered);
    fields.field("planned", fact.planned);
    return fact;
}

CellFinished cellOf(JsonReading& fields)
{
    CellFinished fact;
    fact.cell.system = stepAt(fields, "system");
    fact.cell.user = stepAt(fields, "user");
    fields.field("task", fact.cell.task);
    fields.named("split", fact.cell.split);
    fields.field("n", fact.score.n);
    fields.field("right", fact.score.right);
    fields.field("unreadable", fact.score.unreadable);
    fields.field("score_nano", fact.score.score.nano);
    return fact;
}

BeamChosen beamOf(JsonReading& fields)
{
    BeamChosen fact;
    fact.loop = stepAt(fields, "loop");
    fields.field("task", fact.task);
    QStringList beam;
    fields.field("beam", beam);
    fact.beam = stepsOf(beam);
    return fact;
}

IncumbentChosen incumbentOf(JsonReading& fields)
{
    IncumbentChosen fact;
    fact.loop = stepAt(fields, "loop");
    fact.before = stepAt(fields, "before");
    fact.incumbent = stepAt(fields, "incumbent");
    fact.beforeScore = scoreAt(fields, QStringLiteral("before")).value_or(MetaScore{});
    fact.score = scoreAt(fields, QStringLiteral("incumbent")).value_or(MetaScore{});
    fields.field("reason", fact.reason);
    return fact;
}

RunEnded endOf(JsonReading& fields)
{
    RunEnded fact;
    fields.named("reason", fact.reason);
    fields.field("explanation", fact.explanation);
    fact.incumbent = stepAt(fields, "incumbent");
    fact.firstPrompts = stepsAt(fields, "first_prompts");
    return fact;
}

} // namespace

FactRow rowOf(const Fact& fact)
{
    return std::visit(RowOfFact{}, fact);
}

std::optional<Fact> factOf(const QString& kind, const QByteArray& content)
{
    JsonReading fields(content);
    if (kind == u"proposed")
        return proposedOf(fields);
    if (kind == u"judged")
        return judgedOf(fields);
    if (kind == u"dropped")
        return droppedOf(fields);
    if (kind == u"cell")
        return cellOf(fields);
    if (kind == u"beam")
        return beamOf(fields);
    if (kind == u"incumbent")
        return incumbentOf(fields);
    if (kind == u"stage")
        return StageReached{stepAt(fields, "loop"), stepAt(fields, "incumbent"), stepsAt(fields, "first_prompts")};
    if (kind == u"end")
        return endOf(fields);
    return std::nullopt;
}

} // namespace metaspo
