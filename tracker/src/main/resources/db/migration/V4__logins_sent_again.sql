-- A log-in that is sent again finds its answer in answered_request, as all other requests do.
alter table session drop column request;
