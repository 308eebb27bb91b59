#include "core/tasks/presets/ImportPreset.h"

namespace metaspo {

namespace {

/// Medical exam questions with four options; one file becomes one task per subject.
class MedMcqa : public ImportPreset
{
public:
    QString name() const override { return QStringLiteral("medmcqa"); }
    QStringList columns() const override
    {
        return {QStringLiteral("question"),    QStringLiteral("opa"), QStringLiteral("opb"),
                QStringLiteral("opc"),         QStringLiteral("opd"), QStringLiteral("cop"),
                QStringLiteral("subject_name")};
    }

    bool recognises(const QList<Record>& head) const override
    {
        return std::all_of(head.begin(), head.end(),
                           [this](const Record& record) { return record.hasAll(columns()); });
    }

    tl::expected<SourceRow, RowFault> row(const Record& record) const override
    {
        const QString correct = record.text(QStringLiteral("cop"));
        if (correct.size() != 1 || correct[0] < u'1' || correct[0] > u'4')
            return rowFault(
                QStringLiteral("the field \"cop\" (the correct option) is \"%1\", not 1 to 4").arg(correct),
                QStringLiteral("Use the original files, which count the options from 1."));
        const QString subject = record.text(QStringLiteral("subject_name")).trimmed();
        if (subject.isEmpty())
            return rowFault(QStringLiteral("the field \"subject_name\" is empty"));
        SourceRow row;
        row.question = record.text(QStringLiteral("question")).trimmed();
        for (const QChar letter : QStringLiteral("ABCD"))
            row.question += QStringLiteral("\n(%1) ").arg(letter) +
                            record.text(QStringLiteral("op") + letter.toLower()).simplified();
        row.answers = {QString(QChar(static_cast<char16_t>(u'A' + correct[0].digitValue() - 1)))};
        row.externalId = record.text(QStringLiteral("id"));
        row.group = subject;
        return row;
    }

    void complete(Task& task) const override
    {
        task.domain = QStringLiteral("Medical");
        task.userPrompt =
            QStringLiteral("Answer this question from a medical exam.\n\n"
                           "{question}\n\n"
                           "Write only the letter of the right option inside <answer></answer> tags.");
        task.format.kind = AnswerKind::Choice;
        task.format.choices = QStringLiteral("A B C D").split(u' ');
        task.origin = QStringLiteral("MedMCQA");
        task.licence = QStringLiteral("MIT");
    }
};

} // namespace

std::unique_ptr<ImportPreset> medMcqaPreset()
{
    return std::make_unique<MedMcqa>();
}

} // namespace metaspo
