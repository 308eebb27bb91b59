#pragma once

#include "core/engine/Project.h"
#include "ui/kit/Notice.h"

#include <QTimer>
#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QTableView;

namespace metaspo {

class CallInspector;
class CallModel;

/// Every call of a run, with filters, and the chosen one as it went out and came back. While the run is at work new rows
/// come at the end; who looks at the end keeps seeing it, who looks elsewhere stays there.
class CallsPanel : public QWidget
{
    Q_OBJECT

public:
    explicit CallsPanel(QWidget* parent = nullptr);

    void setProject(const std::shared_ptr<Project>& project);
    void showRun(qint64 run); ///< 0: none
    void showCandidate(const std::optional<Step>& candidate);
    void reload();    ///< there may be new calls; soon and once
    void reloadAll(); ///< the run has ended or was taken up by others

Q_SIGNALS:
    void noticeRaised(const metaspo::Notice& notice);
    void failed(const metaspo::Error& error);

private:
    QWidget* makeFilters();
    void prepareCalls();
    void apply();
    CallSearch search() const;
    void countRows();
    void showCall();
    void keepPlace();
    void findPlace();

    CallModel* m_model;
    QTableView* m_table;
    CallInspector* m_inspector;
    QComboBox* m_role;
    QComboBox* m_state;
    QLineEdit* m_place;
    QLineEdit* m_words;
    QCheckBox* m_ofCandidate;
    QLabel* m_count;
    QTimer m_typing;
    QTimer m_soon;
    qint64 m_run = 0;
    std::optional<Step> m_candidate;
    bool m_isAtEnd = false;        ///< the last row was in sight before rows came
    std::optional<qint64> m_first; ///< else: the call that stood first in sight
};

} // namespace metaspo
