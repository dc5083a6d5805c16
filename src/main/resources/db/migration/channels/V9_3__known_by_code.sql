drop index channels.way_of_address;
