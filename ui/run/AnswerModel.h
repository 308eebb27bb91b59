#pragma once

#include "core/domain/CallRecord.h"
#include "core/engine/Project.h"
#include "ui/kit/TableSource.h"

#include <QAbstractTableModel>
#include <QCache>
#include <QPointer>
#include <QSet>

namespace metaspo {

/// The answers that a filter lets through: all row ids in order, and pages of rows read when they come into view. Any
/// number of rows costs eight bytes each. Rows appear as "…" until their page is there. New answers of a live run are
/// inserted between the rows that are there.
class AnswerModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        OutcomeColumn,
        TaskColumn,
        SplitColumn,
        ExampleColumn,
        QuestionColumn,
        ExpectedColumn,
        PredictionColumn,
        UserColumn,
        columns
    };
    static constexpr int pageRows = 128;

    explicit AnswerModel(QObject* parent = nullptr);

    void setProject(const std::shared_ptr<Project>& project);
    /// Replaces the rows, unless the filter is the same and nothing has changed.
    void show(const EvaluationFilter& filter);
    void reload(); ///< the same filter again: there may be new answers
    /// The rows as in evaluations.csv; absent: all of them.
    TableSource source(const std::optional<QList<int>>& rows) const;
    std::optional<qint64> callAt(int row) const;
    qint64 idAt(int row) const { return m_ids.value(row); } ///< 0: no such row
    int rowOf(qint64 id) const { return static_cast<int>(m_ids.indexOf(id)); }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    void failed(const metaspo::Error& error);
    void loaded(); ///< the ids of the filter asked for last are there

private:
    using Page = QList<EvaluationRecord>;

    void replace(const QList<qint64>& ids);
    void take(const QList<qint64>& ids);
    const EvaluationRecord* rowAt(int row) const;
    void fetch(int page) const;
    void receive(const QList<qint64>& ids, const Result<Page>& rows);
    QString display(const EvaluationRecord& row, int column) const;

    std::shared_ptr<Project> m_project;
    EvaluationFilter m_filter;
    QList<qint64> m_ids;
    mutable QCache<qint64, EvaluationRecord> m_rows{64 * pageRows}; ///< by id: they stay when others come between
    mutable QSet<qint64> m_asked;
    quint64 m_generation = 0;
    bool m_isReading = false;
    bool m_isStale = false;
};

} // namespace metaspo
