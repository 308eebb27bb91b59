# metaspo_test(name SOURCES ... LINK ... [LABELS ...] [TIMEOUT seconds] [ALONE])
# One Qt Test program per subject. Labels: 'core' runs under the address sanitizer too, 'threads' under the thread
# sanitizer. Without LABELS a test gets 'core', and 'threads' if it links a library that has threads.
# ALONE: needs the machine for itself (it measures something that other work would disturb).
set(METASPO_THREADED "^metaspo_(llm|store|engine|scripted)")

function(metaspo_test name)
    cmake_parse_arguments(TEST "ALONE" "TIMEOUT" "SOURCES;LINK;LABELS" ${ARGN})
    if(NOT TEST_LABELS)
        set(TEST_LABELS core)
        foreach(library ${TEST_LINK})
            if(library MATCHES "${METASPO_THREADED}")
                set(TEST_LABELS core threads)
            endif()
        endforeach()
    endif()
    if(NOT TEST_TIMEOUT)
        set(TEST_TIMEOUT 300)
    endif()
    add_executable(${name} ${TEST_SOURCES})
    target_link_libraries(${name} PRIVATE metaspo_options Qt6::Test ${TEST_LINK})
    target_compile_definitions(${name} PRIVATE METASPO_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
    add_test(NAME ${name} COMMAND ${name})
    set_tests_properties(${name} PROPERTIES LABELS "${TEST_LABELS}" TIMEOUT ${TEST_TIMEOUT}
        ENVIRONMENT "QT_QPA_PLATFORM=offscreen;LC_ALL=C.UTF-8")
    if(TEST_ALONE)
        set_tests_properties(${name} PROPERTIES RUN_SERIAL ON)
    endif()
endfunction()
