#include "core/tasks/presets/ImportPreset.h"

namespace metaspo {

namespace {

/// Yes/no questions about a passage: a table with question, answer (True or False) and passage.
class BoolQ : public ImportPreset
{
public:
    QString name() const override { return QStringLiteral("boolq"); }
    QStringList columns() const override
    {
        return {QStringLiteral("question"), QStringLiteral("answer"), QStringLiteral("passage")};
    }

    bool recognises(const QList<Record>& head) const override
    {
        return std::all_of(head.begin(), head.end(), [this](const Record& record) {
            return record.hasAll(columns()) && !answerOf(record).isEmpty();
        });
    }

    tl::expected<SourceRow, RowFault> row(const Record& record) const override
    {
        const QString answer = answerOf(record);
        if (answer.isEmpty())
            return rowFault(QStringLiteral("the field \"answer\" is \"%1\", neither True nor False")
                                .arg(record.text(QStringLiteral("answer"))));
        const QString question = record.text(QStringLiteral("question")).trimmed();
        if (question.isEmpty())
            return rowFault(QStringLiteral("the field \"question\" is empty"));
        return SourceRow{record.text(QStringLiteral("passage")).trimmed() + QStringLiteral("\n\nQuestion: ") +
                             question,
                         {answer},
                         {},
                         {}};
    }

    void complete(Task& task) const override
    {
        task.domain = QStringLiteral("Grounding");
        task.userPrompt = QStringLiteral("Read the passage and answer the question after it.\n\n"
                                         "{question}\n\n"
                                         "Write yes or no inside <answer></answer> tags.");
        task.format = yesNoFormat({QStringLiteral("true")}, {QStringLiteral("false")});
        task.origin = QStringLiteral("BoolQ");
        task.licence = QStringLiteral("CC-BY-SA-3.0");
    }

private:
    static QString answerOf(const Record& record)
    {
        const QString answer = record.text(QStringLiteral("answer")).toLower();
        if (answer == u"true")
            return QStringLiteral("yes");
        return answer == u"false" ? QStringLiteral("no") : QString();
    }
};

} // namespace

std::unique_ptr<ImportPreset> boolQPreset()
{
    return std::make_unique<BoolQ>();
}

} // namespace metaspo
