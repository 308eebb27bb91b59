#include "core/tasks/presets/ImportPreset.h"

#include <QJsonArray>

namespace metaspo {

namespace {

/// Questions with several accepted answers and passages: question, answers (list), ctxs (list of title and
/// text).
class NaturalQuestions : public ImportPreset
{
public:
    QString name() const override { return QStringLiteral("natural-questions"); }
    QStringList columns() const override
    {
        return {QStringLiteral("question"), QStringLiteral("answers"), QStringLiteral("ctxs")};
    }

    bool recognises(const QList<Record>& head) const override
    {
        return std::all_of(head.begin(), head.end(), [](const Record& record) {
            return record.has(QStringLiteral("question")) &&
                   record.json(QStringLiteral("answers")).isArray() &&
                   record.json(QStringLiteral("ctxs")).isArray();
        });
    }

    tl::expected<SourceRow, RowFault> row(const Record& record) const override
    {
        const QString question = record.text(QStringLiteral("question")).trimmed();
        if (question.isEmpty())
            return rowFault(QStringLiteral("the field \"question\" is empty"));
        const QJsonArray contexts = record.json(QStringLiteral("ctxs")).toArray();
        if (contexts.isEmpty())
            return rowFault(QStringLiteral("the field \"ctxs\" has no passages"));
        QString text;
        for (const QJsonValue& context : contexts) {
            const QString title = context.toObject().value(QStringLiteral("title")).toString().simplified();
            const QString passage = context.toObject().value(QStringLiteral("text")).toString().trimmed();
            if (passage.isEmpty())
                return rowFault(QStringLiteral("the field \"ctxs\" has a passage without \"text\""));
            text += (title.isEmpty() ? QString() : title + u'\n') + passage + QStringLiteral("\n\n");
        }
        return SourceRow{
            text + QStringLiteral("Question: ") + question, record.list(QStringLiteral("answers")), {}, {}};
    }

    void complete(Task& task) const override
    {
        task.domain = QStringLiteral("Grounding");
        task.role = TaskRole::Target; // as in the paper
        task.userPrompt = QStringLiteral("Answer the question with the help of the text above it.\n\n"
                                         "{question}\n\n"
                                         "Write only the answer itself, in as few words as possible, inside "
                                         "<answer></answer> tags.");
        task.format.kind = AnswerKind::Text;
        task.metric.kind = MetricKind::ExactMatch;
        task.origin = QStringLiteral("Natural Questions, open, with passages");
        task.licence = QStringLiteral("CC-BY-SA-3.0");
    }
};

} // namespace

std::unique_ptr<ImportPreset> naturalQuestionsPreset()
{
    return std::make_unique<NaturalQuestions>();
}

} // namespace metaspo
