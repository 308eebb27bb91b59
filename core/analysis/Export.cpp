#include "core/analysis/Export.h"

#include "core/analysis/CellInterval.h"
#include "core/analysis/TableFile.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace metaspo {

namespace {

// "name" is a text, "name:type" something else.
QList<Column> parsed(QLatin1String list)
{
    QList<Column> result;
    for (const QString& entry : QString(list).split(u' ')) {
        const QString type = entry.section(u':', 1);
        result.append(Column{entry.section(u':', 0, 0), type == u"integer"  ? ColumnType::Integer
                                                        : type == u"number" ? ColumnType::Number
                                                        : type == u"share"  ? ColumnType::Share
                                                        : type == u"time"   ? ColumnType::Time
                                                                            : ColumnType::Text});
    }
    return result;
}

Value given(const QString& value)
{
    return value.isEmpty() ? Value() : Value(value);
}

Value reported(qint64 tokens)
{
    return tokens < 0 ? Value() : Value(tokens);
}

Value dollars(const std::optional<qint64>& nanoDollars)
{
    return nanoDollars ? Value(Decimal{*nanoDollars, 9}) : Value();
}

Value milliseconds(qint64 microseconds)
{
    return Decimal{microseconds, 3};
}

QString joined(const QList<Step>& steps)
{
    QStringList texts;
    for (const Step& step : steps)
        texts.append(text(step));
    return texts.join(u' ');
}

QString acceptedAnswers(const QStringList& answers)
{
    if (answers.size() == 1 && !answers.first().startsWith(u'['))
        return answers.first();
    const QJsonDocument list(QJsonArray::fromStringList(answers));
    return answers.isEmpty() ? QString() : QString::fromUtf8(list.toJson(QJsonDocument::Compact));
}

} // namespace

QString tableName(ExportTable table)
{
    switch (table) {
    case ExportTable::Runs:
        return QStringLiteral("runs");
    case ExportTable::Candidates:
        return QStringLiteral("candidates");
    case ExportTable::Scores:
        return QStringLiteral("scores");
    case ExportTable::Evaluations:
        return QStringLiteral("evaluations");
    case ExportTable::Calls:
        return QStringLiteral("calls");
    case ExportTable::AccuracyPerDomain:
        return QStringLiteral("accuracy_per_domain");
    }
    Q_UNREACHABLE();
}

QString fileName(ExportTable table, TableFormat format)
{
    return tableName(table) + u'.' + fileSuffix(format);
}

QList<Column> columns(ExportTable table)
{
    switch (table) {
    case ExportTable::Runs:
        return parsed(QLatin1String("run:integer method scope preset seed:integer state started_utc:time "
                                    "finished_utc:time base_model optimizer_model base_calls:integer "
                                    "optimizer_calls:integer input_tokens:integer cached_tokens:integer "
                                    "output_tokens:integer cost_usd:number"));
    case ExportTable::Candidates:
        return parsed(
            QLatin1String("run:integer candidate kind task iteration:integer slot:integer parents origin "
                          "state reason meta_score:share text"));
    case ExportTable::Scores:
        return parsed(
            QLatin1String("run:integer candidate system_candidate task domain split metric n:integer "
                          "right:integer unreadable:integer score:share low_95:share high_95:share "
                          "majority:share"));
    case ExportTable::Evaluations:
        return parsed(
            QLatin1String("run:integer system_candidate user_candidate task split example:integer question "
                          "expected response prediction outcome latency_ms:number input_tokens:integer "
                          "output_tokens:integer"));
    case ExportTable::Calls:
        return parsed(QLatin1String("run:integer step role model state attempts:integer latency_ms:number "
                                    "input_tokens:integer cached_tokens:integer output_tokens:integer "
                                    "cost_usd:number finish_reason"));
    case ExportTable::AccuracyPerDomain:
        return parsed(QLatin1String("run:integer iteration:integer stage domain split n:integer score:share "
                                    "low_95:share high_95:share"));
    }
    Q_UNREACHABLE();
}

Row row(const RunRecord& run)
{
    return {run.id,
            name(run.method),
            name(run.settings.scope),
            name(run.settings.preset),
            run.settings.seed,
            name(run.state),
            run.startedUtc,
            run.finishedUtc,
            given(run.baseModel),
            given(run.optimizerModel),
            run.baseCalls,
            run.optimizerCalls,
            run.inputTokens,
            run.cachedTokens,
            run.outputTokens,
            dollars(run.costNanoDollars)};
}

Row row(const CandidateRecord& record)
{
    const Candidate& candidate = record.candidate;
    return {record.run,
            text(candidate.step),
            name(candidate.kind),
            given(candidate.task),
            qint64{candidate.step.iteration},
            qint64{candidate.step.slot},
            given(joined(candidate.parents)),
            name(candidate.origin),
            name(candidate.state),
            given(candidate.reason),
            candidate.score ? Value(candidate.score->value()) : Value(),
            candidate.text};
}

Row row(const CellRecord& record, const Interval& interval)
{
    const CellScore& score = record.score;
    const auto ifFinished = [isFinished = record.isFinished()](Value value) {
        return isFinished ? std::move(value) : Value();
    };
    return {record.run,
            text(record.cell.user),
            text(record.cell.system),
            record.cell.task,
            record.domain,
            name(record.cell.split),
            name(record.metric.kind),
            qint64{score.n},
            qint64{score.right},
            qint64{score.unreadable},
            ifFinished(Decimal{score.score.nano, 9}),
            ifFinished(interval.low),
            ifFinished(interval.high),
            record.majority};
}

Row row(const CellRecord& cell)
{
    return row(cell, cellInterval95(cell));
}

Row row(const EvaluationRecord& evaluation)
{
    return {evaluation.run,
            text(evaluation.system),
            text(evaluation.user),
            evaluation.task,
            name(evaluation.split),
            qint64{evaluation.example},
            evaluation.question,
            acceptedAnswers(evaluation.expected),
            evaluation.response,
            evaluation.outcome.prediction,
            name(evaluation.outcome.kind),
            milliseconds(evaluation.latencyMicroseconds),
            reported(evaluation.usage.input),
            reported(evaluation.usage.output)};
}

Row row(const CallRecord& call)
{
    return {call.run,
            call.step,
            name(call.role),
            given(call.model),
            name(call.state),
            qint64{call.attempts},
            call.state == CallState::Ok ? milliseconds(call.latencyMicroseconds) : Value(),
            reported(call.usage.input),
            reported(call.usage.cached),
            reported(call.usage.output),
            dollars(call.costNanoDollars),
            call.finish ? Value(name(*call.finish)) : Value()};
}

Row row(const DomainPoint& point)
{
    return {point.run,
            qint64{point.loop.iteration},
            name(point.loop.loop),
            point.domain,
            name(point.split),
            qint64{point.n},
            point.score,
            point.low95,
            point.high95};
}

QList<Column> exampleColumns()
{
    return parsed(QLatin1String("task split example:integer question expected external_id"));
}

Row row(const Task& task, const Example& example)
{
    return {task.name,
            name(example.split),
            qint64{example.index},
            example.question,
            acceptedAnswers(example.answers),
            given(example.externalId)};
}

} // namespace metaspo
