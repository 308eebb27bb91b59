#pragma once

#include "core/tasks/ColumnMapping.h"
#include "core/tasks/ImportOptions.h"
#include "core/tasks/readers/Source.h"

namespace metaspo {

/// Makes tasks of the rows of one source, as they come: the first rows decide on preset and columns, every
/// row becomes an example, at the end the format is settled, every gold answer is read back and splits are
/// drawn. Faults name the file, the row and what to do.
class TaskAssembly
{
public:
    /// `preset`: "auto", "none" or a known name.
    TaskAssembly(const Source& source, const QString& preset, const ImportOptions& options);

    Result<Reading> add(const Record& record);
    /// A row that the reader could not make a record of.
    void reject(const RejectedRow& row);
    Result<QList<Task>> finish();

    QString presetName() const { return m_preset ? m_preset->name() : QString(); }
    QStringList columns() const { return m_columns; }
    QList<QStringList> firstRows() const { return m_firstRows; }
    QStringList notes() const { return m_notes; }
    QList<RejectedRow> rejected() const { return m_rejected; } ///< where the options leave bad rows out; by place

private:
    struct Draft
    {
        QString group;
        Task task;
        QStringList places; ///< of the examples, for sentences
        QList<Split> given;
    };

    Result<void> decide();
    Result<void> choosePreset();
    Result<void> chooseColumns();
    Result<void> convert(const Record& record);
    tl::expected<SourceRow, RowFault> rowOf(const Record& record) const;
    tl::expected<std::optional<Split>, RowFault> splitOf(const Record& record) const;
    Result<void> complete(Draft& draft);
    Result<void> settleFormat(Draft& draft);
    Result<void> readBack(Draft& draft);
    void sortRejected();
    Result<void> refuse(const QString& place, const RowFault& fault);
    tl::unexpected<Error> fault(const QString& place, const RowFault& fault) const;

    Source m_source;
    QString m_presetOption;
    ImportOptions m_options;
    const ImportPreset* m_preset = nullptr;
    std::optional<QuestionTemplate> m_question; ///< with a preset: given by option
    std::optional<ColumnMapping> m_mapping;     ///< without a preset
    bool m_isDecided = false;
    QList<Record> m_head;
    QStringList m_columns;
    QList<QStringList> m_firstRows;
    QList<Draft> m_drafts;
    QHash<QString, qsizetype> m_draftOfGroup;
    QStringList m_notes;
    QList<RejectedRow> m_rejected;
    std::optional<Error> m_firstFault; ///< told where nothing is left
};

} // namespace metaspo
