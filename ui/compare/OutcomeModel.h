#pragma once

#include "core/domain/CallRecord.h"
#include "core/engine/Project.h"
#include "ui/kit/TableSource.h"

#include <QAbstractTableModel>
#include <QCache>
#include <QSet>

namespace metaspo {

/// What became of the same examples under the compared prompts. Which rows there are and who was right is in memory
/// (OutcomeTable); questions and answers are read a page at a time when they come into view, and stand as "…" until
/// then.
class OutcomeModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { TaskColumn, ExampleColumn, QuestionColumn, GoldColumn, PartnerColumn, fixedColumns };
    enum Role { ToneRole = Qt::UserRole }; ///< a Tone as int; invalid: none
    static constexpr int pageRows = 64;

    explicit OutcomeModel(QObject* parent = nullptr);

    void setProject(const std::shared_ptr<Project>& project);
    /// Prompts as the columns name them; `rows`: of the comparison's table. The same rows again change nothing.
    void show(const std::shared_ptr<const PromptComparison>& comparison, const QStringList& names, PromptKind kind);
    void showRows(const QList<int>& rows);

    const std::shared_ptr<const PromptComparison>& comparison() const { return m_comparison; }
    int rowOf(int tableRow) const; ///< -1: not shown
    int tableRow(int row) const { return m_rows.value(row, -1); }
    /// The calls behind a row, by prompt; nothing at all: not read yet.
    std::optional<QList<std::optional<qint64>>> callsOf(int row) const;
    static int answerColumn(int prompt) { return prompt == 0 ? fixedColumns : fixedColumns + 2 * prompt - 1; }
    static int standingColumn(int prompt) { return fixedColumns + 2 * prompt; } ///< not of the baseline
    TableSource source(const std::optional<QList<int>>& rows) const; ///< for copy and export; absent: all rows

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    void failed(const metaspo::Error& error);

private:
    /// The texts of a row, as displayed, and its calls.
    struct Texts
    {
        QString example;
        QString question;
        QString gold;
        QString partners;
        QStringList answers;
        QList<std::optional<qint64>> calls;
    };
    using Page = QList<Texts>;

    const Texts* textsOf(int row) const;
    void fetch(int page) const;
    void receive(int page, const QList<int>& tableRows, const Result<QList<EvaluationRecord>>& records);
    QString display(int row, int column) const;
    QVariant toneAt(int row, int column) const;

    std::shared_ptr<Project> m_project;
    std::shared_ptr<const PromptComparison> m_comparison;
    QStringList m_names;
    PromptKind m_kind = PromptKind::System;
    QList<int> m_rows;
    mutable QCache<int, Page> m_pages{64};
    mutable QSet<int> m_asked;
    quint64 m_generation = 0;
};

} // namespace metaspo
