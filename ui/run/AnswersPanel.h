#pragma once

#include "core/engine/Project.h"
#include "ui/kit/Notice.h"

#include <QWidget>

class QCheckBox;
class QLabel;
class QLineEdit;
class QTableView;
class QTimer;

namespace metaspo {

class AnswerModel;
class CallInspector;

/// The answers under one candidate or in one of its cells, and the call behind the chosen one.
class AnswersPanel : public QWidget
{
    Q_OBJECT

public:
    explicit AnswersPanel(QWidget* parent = nullptr);

    void setProject(const std::shared_ptr<Project>& project);
    /// Run, prompts, task and split to show; "only wrong" and the search text are the panel's own.
    void show(const EvaluationFilter& place, const QString& title);
    using QWidget::show;
    void reload();

Q_SIGNALS:
    void noticeRaised(const metaspo::Notice& notice);
    void failed(const metaspo::Error& error);

private:
    QWidget* makeFilters();
    void apply();
    void countRows();
    void showCall();
    void keepPlace();
    void restorePlace();

    AnswerModel* m_model;
    QTableView* m_table;
    CallInspector* m_inspector;
    QLabel* m_title;
    QLabel* m_count;
    QCheckBox* m_wrongOnly;
    QLineEdit* m_search;
    QTimer* m_typing;
    EvaluationFilter m_place;
    qint64 m_keptCurrent = 0; ///< row ids; 0: nothing to keep
    qint64 m_keptAnchor = 0;  ///< the row that stays where it is seen: the chosen one, else the first
    int m_keptPosition = 0;   ///< of the anchor in the viewport, in pixels
};

} // namespace metaspo
